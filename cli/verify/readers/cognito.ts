import type { UserPoolClientType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { ClassName } from "../../../policies/aws/kinds";
import type { Unknown } from "../../../policies/unknown";
import { cognitoCalls as calls } from "../calls/cognito";
import { part } from "../found";
import { byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = ["cognito.UserPool", "cognito.UserPoolClient"] as const satisfies readonly ClassName[];

/** User pools of a Region with their clients. */
export const cognitoReader: ServiceReader = { service: "cognito-idp", calls, regional: true, kinds, read };

/** The most that Cognito answers at once. Source: Amazon Cognito User Pools API Reference, ListUserPools and ListUserPoolClients. */
const page = { MaxResults: 60 };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const pools = await account.list(region, calls.userPools, page, { items: ({ UserPools: pools }) => pools, next: byNextToken });
  await forEach(listed(reading, kinds, pools), async ({ Id: id, Name: name }) => {
    if (id !== undefined) await readUserPool(reading, id, name);
  });
}

async function readUserPool(reading: Reading, id: string, name: string | undefined): Promise<void> {
  const { account, region, found } = reading;
  const arn = `arn:${account.partition}:cognito-idp:${region}:${account.id}:userpool/${id}`;
  const [described, clients] = await Promise.all([
    account.ask(region, calls.userPool, { UserPoolId: id }, ["ResourceNotFoundException"]),
    account.list(
      region,
      calls.userPoolClients,
      { UserPoolId: id, ...page },
      { items: ({ UserPoolClients: list }) => list, next: byNextToken },
    ),
  ]);
  if (described.state === "absent") return;
  const said = <Part>(select: (pool: UserPoolType) => Part): Part | Unknown | undefined =>
    part(described, ({ UserPool: pool }) => pool && select(pool));
  const urn = found.add({
    kind: "cognito.UserPool",
    id: arn,
    region,
    inputs: {
      name,
      deletionProtection: said(({ DeletionProtection: protection }) => protection),
      mfaConfiguration: said(({ MfaConfiguration: mfa }) => mfa),
      passwordPolicy: said(({ Policies: policies }) => {
        const policy = policies?.PasswordPolicy;
        return (
          policy && {
            minimumLength: policy.MinimumLength,
            temporaryPasswordValidityDays: policy.TemporaryPasswordValidityDays,
          }
        );
      }),
      userPoolAddOns: said(({ UserPoolAddOns: more }) => more && { advancedSecurityMode: more.AdvancedSecurityMode }),
      userPoolTier: said(({ UserPoolTier: tier }) => tier),
      tags: said(({ UserPoolTags: tags }) => tags),
    },
    outputs: { arn, id },
    answers: [described],
  });
  await forEach(listed(reading, ["cognito.UserPoolClient"], clients), async ({ ClientId: client, ClientName: called }) => {
    if (client !== undefined) await readClient(reading, { urn, arn, id }, client, called);
  });
}

async function readClient(
  { account, region, found }: Reading,
  pool: { readonly urn: string; readonly arn: string; readonly id: string },
  id: string,
  name: string | undefined,
): Promise<void> {
  const described = await account.ask(region, calls.userPoolClient, { UserPoolId: pool.id, ClientId: id }, ["ResourceNotFoundException"]);
  if (described.state === "absent") return;
  const said = <Part>(select: (client: UserPoolClientType) => Part): Part | Unknown | undefined =>
    part(described, ({ UserPoolClient: client }) => client && select(client));
  found.add({
    kind: "cognito.UserPoolClient",
    id: `${pool.arn}/client/${id}`,
    region,
    inputs: {
      name,
      userPoolId: pool.id,
      accessTokenValidity: said(({ AccessTokenValidity: validity }) => validity),
      idTokenValidity: said(({ IdTokenValidity: validity }) => validity),
      refreshTokenValidity: said(({ RefreshTokenValidity: validity }) => validity),
      tokenValidityUnits: said(
        ({ TokenValidityUnits: units }) =>
          units && { accessToken: units.AccessToken, idToken: units.IdToken, refreshToken: units.RefreshToken },
      ),
      allowedOauthFlows: said(({ AllowedOAuthFlows: flows }) => flows),
      // New clients get it by default; one that was made before it existed cannot revoke until somebody turns it on.
      // Source: Amazon Cognito Developer Guide, "Ending user sessions with token revocation".
      enableTokenRevocation: said(({ EnableTokenRevocation: on }) => on === true),
    },
    outputs: { id },
    refersTo: { userPoolId: pool.urn },
    answers: [described],
  });
}
