import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { arnOf, type Check, input, objectOf, optional, text, wholeNumber } from "../foundation/checks";

/** Whom the load balancer lets through: who signed in to a user pool, and how long ago. It asks the pool for tokens, and has to reach the Internet for that. */
export interface SignIn {
  /** The ARN of the user pool. A UserPool gives it as `arn`. */
  userPoolArn: pulumi.Input<string>;
  /** The id of a client of the pool that has a secret. */
  clientId: pulumi.Input<string>;
  /** The pool's sign-in domain: a prefix, or a whole domain name. A UserPool gives it as `domain`. */
  domain: pulumi.Input<string>;
  /** Seconds after which somebody signs in again: 60 to 43200, default 900. Serves 45 CFR 164.312(a)(2)(iii). */
  sessionTimeoutSeconds?: number;
}

/** The check of the argument `signIn`. */
export const signInArgument: Check = optional(
  objectOf<SignIn>({
    userPoolArn: arnOf("cognito-idp"),
    clientId: input(text({ maximum: 128, matching: /^[\w+]+$/, described: "the id of a client" })),
    domain: input(text({ maximum: 253, matching: /^[a-z0-9.-]+$/, described: "a sign-in domain" })),
    sessionTimeoutSeconds: optional(wholeNumber({ minimum: 60, maximum: 43_200, unit: "seconds" })),
  }),
);

const fifteenMinutes = 15 * 60;

/** What a listener does with a request: it goes to the targets, after a sign-in where one is asked for. */
export function actionsOf(signIn: SignIn | undefined, targetGroupArn: pulumi.Output<string>): aws.types.input.lb.ListenerDefaultAction[] {
  if (signIn === undefined) return [{ type: "forward", order: 1, targetGroupArn }];
  return [
    {
      type: "authenticate-cognito",
      order: 1,
      authenticateCognito: {
        userPoolArn: signIn.userPoolArn,
        userPoolClientId: signIn.clientId,
        userPoolDomain: signIn.domain,
        sessionTimeout: signIn.sessionTimeoutSeconds ?? fifteenMinutes,
        onUnauthenticatedRequest: "authenticate",
      },
    },
    { type: "forward", order: 2, targetGroupArn },
  ];
}
