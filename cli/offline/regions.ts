// Regions and partitions, as AWS's SDKs list them in their endpoints data.

export interface Partition {
  readonly id: string;
  readonly dnsSuffix: string;
  readonly reverseDnsPrefix: string;
}

const commercial: Partition = { id: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
const partitions: ReadonlyArray<readonly [RegExp, Partition]> = [
  [/^us-gov-/, { id: "aws-us-gov", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" }],
  [/^cn-/, { id: "aws-cn", dnsSuffix: "amazonaws.com.cn", reverseDnsPrefix: "cn.com.amazonaws" }],
  [/^us-isob-/, { id: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", reverseDnsPrefix: "gov.sgov.sc2s" }],
  [/^us-isof-/, { id: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov", reverseDnsPrefix: "gov.ic.hci.csp" }],
  [/^us-iso-/, { id: "aws-iso", dnsSuffix: "c2s.ic.gov", reverseDnsPrefix: "gov.ic.c2s" }],
  [/^eu-isoe-/, { id: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk", reverseDnsPrefix: "uk.adc-e.cloud" }],
  [/^eusc-/, { id: "aws-eusc", dnsSuffix: "amazonaws.eu", reverseDnsPrefix: "eu.amazonaws" }],
];

/** The partition of a region; a region nobody knows is taken to be a commercial one. */
export function partitionOf(region: string): Partition {
  return partitions.find(([pattern]) => pattern.test(region))?.[1] ?? commercial;
}

/** Regions that are on in every account without opting in; what `getRegions` answers for the commercial partition. */
const regionsWithoutOptIn: readonly string[] = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

const govCloudRegions = ["us-gov-east-1", "us-gov-west-1"];
const chinaRegions = ["cn-north-1", "cn-northwest-1"];

/** The regions of the partition that `region` is in, at least `region` itself. */
export function regionsBeside(region: string): string[] {
  const all = [...regionsWithoutOptIn, ...govCloudRegions, ...chinaRegions];
  const partition = partitionOf(region).id;
  return [...new Set([...all.filter((each) => partitionOf(each).id === partition), region])].sort();
}

/** `us-east-1` -> `use1`, the prefix of zone ids. */
export function regionAbbreviation(region: string): string {
  const [area = "", ...rest] = region.split("-");
  const number = rest.at(-1) ?? "";
  const direction = rest
    .slice(0, -1)
    .map((word) =>
      word === "gov" ? "g" : word.replace(/(north|south)(east|west)/, (_, one: string, two: string) => one.charAt(0) + two.charAt(0)),
    )
    .map((word) => (word.length > 2 ? word.charAt(0) : word))
    .join("");
  return `${area}${direction}${number}`;
}

/** The three zones that the offline provider says a region has. */
export function availabilityZones(region: string): { name: string; zoneId: string }[] {
  return ["a", "b", "c"].map((letter, index) => ({ name: region + letter, zoneId: `${regionAbbreviation(region)}-az${index + 1}` }));
}
