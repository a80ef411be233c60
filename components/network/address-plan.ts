/** The address ranges of a network's subnets, one of each kind in each zone. */
export interface AddressPlan {
  readonly privateBlocks: readonly string[];
  readonly publicBlocks: readonly string[];
}

/** The largest and the smallest range that AWS takes for a VPC in which each of our subnets is still large enough. */
export const prefixLengths = { shortest: 16, longest: 22 } as const;

const privateBits = 3;
const publicBits = 5;

interface Block {
  /** The first address, as a number of 32 bits. */
  readonly first: number;
  readonly prefixLength: number;
}

function blockOf(cidrBlock: string): Block | undefined {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidrBlock);
  if (!found) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefixLength = 0] = found.slice(1).map(Number);
  if ([a, b, c, d].some((part) => part > 255)) return undefined;
  return { first: ((a * 256 + b) * 256 + c) * 256 + d, prefixLength };
}

function size(prefixLength: number): number {
  return 2 ** (32 - prefixLength);
}

function text(first: number, prefixLength: number): string {
  const parts = [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(first / unit) % 256);
  return `${parts.join(".")}/${prefixLength}`;
}

/** The ranges of RFC 1918: no route of the Internet leads to them. */
export const privateRanges: readonly string[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Whether a text is a range of IPv4 addresses as AWS takes it: `10.20.0.0/16`, and not `10.20.0.1/16`. */
export function isRange(cidrBlock: string): boolean {
  const block = blockOf(cidrBlock);
  return block !== undefined && block.prefixLength <= 32 && block.first % size(block.prefixLength) === 0;
}

/** Whether a range lies within those of RFC 1918. */
export function isPrivateRange(cidrBlock: string): boolean {
  const block = blockOf(cidrBlock);
  if (!block || !isRange(cidrBlock)) return false;
  return privateRanges.some((range) => {
    const outer = blockOf(range);
    return (
      outer !== undefined &&
      block.prefixLength >= outer.prefixLength &&
      block.first >= outer.first &&
      block.first < outer.first + size(outer.prefixLength)
    );
  });
}

/**
 * Cuts a VPC's range up: an eighth of it for the private subnet of each zone, from the start, and a thirty-second for each public one, at the end.
 * A /16 gives private subnets of 8,187 addresses that can be used, a /22 of 123; the smallest public one is a /27, which is what Elastic Load Balancing
 * asks for. What is between stays free.
 * Source: Amazon VPC User Guide, "Subnet CIDR blocks"; User Guide for Application Load Balancers, "Subnets for your load balancer".
 * @param cidrBlock a range of /16 to /22
 * @param zones up to three
 */
export function addressPlan(cidrBlock: string, zones: number): AddressPlan {
  const block = blockOf(cidrBlock);
  if (!block) throw new Error("a network's range is checked before it is cut up");
  const { first, prefixLength } = block;
  const privateLength = prefixLength + privateBits;
  const publicLength = prefixLength + publicBits;
  const lastEighth = first + size(prefixLength) - size(privateLength);
  const each = Array.from({ length: zones }, (_, index) => index);
  return {
    privateBlocks: each.map((index) => text(first + index * size(privateLength), privateLength)),
    publicBlocks: each.map((index) => text(lastEighth + index * size(publicLength), publicLength)),
  };
}
