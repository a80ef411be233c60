import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, flag, listOf, objectOf, optional, text, wholeNumber } from "../foundation/checks";
import type { Refuse } from "../foundation/validation";

/** An application that signs people in by the pool. */
export interface UserPoolApplication {
  /** The application's name, by which `clientIds` gives its id. */
  name: string;
  /** Addresses that people come back to after signing in. HTTPS, or an address of the machine they sit at. A LoadBalancer's is "https://.../oauth2/idpresponse". */
  callbackUrls: string[];
  /** Addresses that people come to after signing out. Default: none. */
  logoutUrls?: string[];
  /** What the application gets to know and may ask for. Default: "openid" and "email". */
  scopes?: string[];
  /** Whether the application has a secret, which a server keeps, and a browser or phone cannot. Default: true. */
  hasSecret?: boolean;
  /** Minutes for which a token gives access: 5 to 60, default 15. Serves 45 CFR 164.312(a)(2)(iii). */
  accessTokenMinutes?: number;
  /** Hours after which somebody signs in again: 1 to 24, default 8, the length of a shift. Serves 45 CFR 164.312(a)(2)(iii). */
  refreshTokenHours?: number;
}

const address = text({
  maximum: 1024,
  matching: /^(?:https:\/\/[^\s#]+|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/[^\s#]*)?|(?!https?:)[a-z][a-z0-9+.-]*:\/\/[^\s#]+)$/,
  described: "an address of https, or of an application on a phone",
});

/** The check of the argument `userPoolClients`. */
export const clientsOfPoolArgument: Check = optional(
  listOf(
    objectOf<UserPoolApplication>({
      name: text({ maximum: 100, matching: /^[\w-]+$/, described: "a name of letters, digits, dashes and underscores" }),
      callbackUrls: listOf(address, { minimum: 1, described: "a list of addresses" }),
      logoutUrls: optional(listOf(address, { described: "a list of addresses" })),
      scopes: optional(
        listOf(text({ maximum: 256, matching: /^\S+$/, described: "a scope" }), { minimum: 1, described: "a list of scopes" }),
      ),
      hasSecret: optional(flag()),
      accessTokenMinutes: optional(wholeNumber({ minimum: 5, maximum: 60, unit: "minutes" })),
      refreshTokenHours: optional(wholeNumber({ minimum: 1, maximum: 24, unit: "hours" })),
    }),
    { minimum: 1, described: "a list of applications" },
  ),
);

/** Holds clients to a name each. */
export function refuseRepeatedNames(clients: readonly UserPoolApplication[], refuse: Refuse): void {
  for (const [index, { name }] of clients.entries()) {
    if (clients.findIndex((other) => other.name === name) < index)
      refuse(`userPoolClients[${index}].name`, "repeats the name of a client before it");
  }
}

/**
 * A client whose people sign in by the authorization code alone, whose tokens end with the shift and can be revoked, and which tells nobody whether an account
 * exists: 45 CFR 164.312(a)(2)(iii), (d).
 */
export function client(
  parent: pulumi.ComponentResource,
  name: string,
  pool: aws.cognito.UserPool,
  args: UserPoolApplication,
): aws.cognito.UserPoolClient {
  const accessTokenMinutes = args.accessTokenMinutes ?? 15;
  const created = new aws.cognito.UserPoolClient(
    `${name}-${args.name}`,
    {
      name: args.name,
      userPoolId: pool.id,
      generateSecret: args.hasSecret ?? true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: args.scopes ?? ["openid", "email"],
      supportedIdentityProviders: ["COGNITO"],
      callbackUrls: args.callbackUrls,
      ...(args.logoutUrls && { logoutUrls: args.logoutUrls }),
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
      authSessionValidity: 3,
      accessTokenValidity: accessTokenMinutes,
      idTokenValidity: accessTokenMinutes,
      refreshTokenValidity: args.refreshTokenHours ?? 8,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" },
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
    },
    { parent },
  );
  // Managed login shows no page for a client without a style. Source: Cognito Developer Guide, "Apply branding to managed login pages".
  new aws.cognito.ManagedLoginBranding(
    `${name}-${args.name}`,
    { userPoolId: pool.id, clientId: created.id, useCognitoProvidedValues: true },
    { parent },
  );
  return created;
}
