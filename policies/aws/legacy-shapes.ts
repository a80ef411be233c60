import { isUnknown } from "../unknown";

/** How a block of a legacy type is called today. A legacy block is a list of at most one; `list` says that it stays a list. */
interface Block {
  readonly today: string;
  readonly list?: true;
  readonly within?: Shape;
}

type Shape = Readonly<Record<string, Block>>;

/** Source: the declarations of @pulumi/aws 7.48.0, `s3/bucketV2.d.ts` beside `s3/bucket.d.ts`. */
const bucketV2: Shape = {
  lifecycleRules: {
    today: "lifecycleRules",
    list: true,
    within: { expirations: { today: "expiration" }, noncurrentVersionExpirations: { today: "noncurrentVersionExpiration" } },
  },
  loggings: { today: "logging" },
  objectLockConfiguration: {
    today: "objectLockConfiguration",
    within: { rules: { today: "rule", within: { defaultRetentions: { today: "defaultRetention" } } } },
  },
  replicationConfigurations: {
    today: "replicationConfiguration",
    within: { rules: { today: "rules", list: true, within: { destinations: { today: "destination" }, filters: { today: "filter" } } } },
  },
  serverSideEncryptionConfigurations: {
    today: "serverSideEncryptionConfiguration",
    within: {
      rules: { today: "rule", within: { applyServerSideEncryptionByDefaults: { today: "applyServerSideEncryptionByDefault" } } },
    },
  },
  versionings: { today: "versioning" },
  websites: { today: "website" },
};

const shapes: Readonly<Record<string, Shape>> = { "s3.BucketV2": bucketV2 };

function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function convertValue(value: unknown, block: Block): unknown {
  if (isUnknown(value)) return value;
  const convertOne = (item: unknown) => (block.within && isBlock(item) ? convert(item, block.within) : item);
  if (!Array.isArray(value)) return convertOne(value);
  return block.list ? value.map(convertOne) : convertOne(value[0]);
}

function convert(properties: Readonly<Record<string, unknown>>, shape: Shape): Record<string, unknown> {
  const converted: [string, unknown][] = Object.entries(properties).map(([key, value]) => {
    const block = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return block ? [block.today, convertValue(value, block)] : [key, value];
  });
  return Object.fromEntries(converted);
}

/** The properties of a legacy class in the shape of its kind; the same object for every other class. */
export function currentShape(className: string, properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const shape = Object.hasOwn(shapes, className) ? shapes[className] : undefined;
  return shape ? convert(properties, shape) : properties;
}

function spell(segments: readonly string[], shape: Shape): string[] {
  const [first, ...rest] = segments;
  if (first === undefined) return [];
  const name = first.replace(/\[.*$/, "");
  const legacy = Object.entries(shape).find(([, block]) => block.today === name);
  if (!legacy) return [first, ...spell(rest, {})];
  const [key, block] = legacy;
  const renamed = block.list ? first.replace(name, key) : key === block.today ? key : `${key}[0]`;
  return [renamed, ...spell(rest, block.within ?? {})];
}

/** How a path in the current shape is spelled in a program that uses the legacy class; undefined where the spelling is the same. */
export function legacySpelling(className: string): ((path: string) => string) | undefined {
  const shape = Object.hasOwn(shapes, className) ? shapes[className] : undefined;
  return shape && ((path) => spell(path.split("."), shape).join("."));
}
