import { not, or, some, type Ternary, ternary } from "../ternary";
import type { PatternElement } from "./document";
import { openAnswer } from "./element";
import { coversPattern, isOpenValue, matchesEverything } from "./pattern";

/**
 * Whether a Resource element takes in every resource of a type: "*", all of the service, or all of the type, also of one account or Region alone.
 * NotResource takes in all but the few that it names.
 * @param type the service and the last part of its ARNs: "iam:role/*", "kms:key/*", "s3:*" for all that the service has
 */
export function coversEveryResourceOf(resources: PatternElement | undefined, type: string): Ternary {
  if (resources === undefined) return "no";
  const named = or(
    some(resources.known, (pattern) => ternary(coversType(pattern, type))),
    openAnswer(resources.open),
  );
  return resources.negated ? not(named) : named;
}

/** Partition, Region and account are not asked: all keys of one account are too many as well. */
function coversType(pattern: string, type: string): boolean {
  if (matchesEverything(pattern)) return true;
  const [prefix = "", partition = "", service = "", region = "", , ...rest] = pattern.split(":");
  const separator = type.indexOf(":");
  // A short pattern such as "arn:aws:iam::*" runs on over the colons that it leaves out.
  if (rest.length === 0)
    return coversPattern(pattern, `arn:${sample(partition, "aws")}:${type.slice(0, separator)}:${sample(region, "eu-central-1")}:*`);
  return prefix === "arn" && coversPattern(service, type.slice(0, separator)) && coversPattern(rest.join(":"), type.slice(separator + 1));
}

function sample(part: string, otherwise: string): string {
  return isOpenValue(part) ? otherwise : part;
}
