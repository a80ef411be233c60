import type * as pulumi from "@pulumi/pulumi";
import { isPlainSecret } from "../../policies/aws/plain-secret";
import { type Check, mapOf, optional, text } from "./checks";
import type { Refuse } from "./validation";

/** The check of an argument `environment`: texts by the names of variables. */
export const environmentArgument: Check = optional(
  mapOf(
    text({ maximum: 128, matching: /^[A-Za-z][A-Za-z0-9_]*$/, described: "the name of a variable" }),
    text({ maximum: 4096, allowEmpty: true }),
  ),
);

/** Keeps secrets out of variables, 45 CFR 164.308(a)(5)(ii)(D), as far as a program can see them. Call it in a component's `together`. */
export function refuseSecrets(
  environment: Readonly<Record<string, pulumi.Input<string>>> | undefined,
  secrets: Readonly<Record<string, pulumi.Input<string>>> | undefined,
  refuse: Refuse,
): void {
  for (const [name, value] of Object.entries(environment ?? {})) {
    if (secrets !== undefined && Object.hasOwn(secrets, name)) refuse(`environment.${name}`, "is set by the argument secrets");
    if (typeof value === "string" && isPlainSecret(name, value) === "yes") {
      refuse(`environment.${name}`, "looks like a secret, which belongs into AWS Secrets Manager: name its ARN in the argument secrets");
    }
  }
}
