import { Failure } from "../exit-code";

/** The options by which commands reach an account. */
export const accessOptions = {
  region: { type: "string", array: true, describe: "A Region; may be given several times. Else the SDK's own." },
  profile: { type: "string", describe: "A profile of the AWS configuration; else the SDK's default chain." },
  endpoint: { type: "string", describe: "Another endpoint for all services: an emulator." },
} as const;

/** Of commands that reach one account. */
export const assumeRoleOption = { type: "string", describe: "The ARN of a role that reads in place of the caller." } as const;

const regionPattern = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const rolePattern = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** @throws Failure for what is no Region, no role or no endpoint */
export function checkAccess({
  region = [],
  assumeRoles,
  endpoint,
}: {
  readonly region: readonly string[] | undefined;
  readonly assumeRoles: readonly string[];
  readonly endpoint: string | undefined;
}): void {
  const wrong = region.find((name) => !regionPattern.test(name));
  if (wrong !== undefined) throw new Failure(`${wrong} is not the name of a Region`, "Add --region us-east-1.");
  const noRole = assumeRoles.find((arn) => !rolePattern.test(arn));
  if (noRole !== undefined)
    throw new Failure(`${noRole} is not the ARN of a role`, "Add --assume-role arn:aws:iam::111122223333:role/phiguard.");
  if (endpoint !== undefined && !/^https?:\/\//.test(endpoint))
    throw new Failure(`${endpoint} is not an endpoint`, "Give its whole address: --endpoint http://127.0.0.1:5000.");
}
