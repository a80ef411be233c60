import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated, type Making } from "../kind";
import { pascal, pascalFields } from "../shape";

const cognito = service((configuration) => new CognitoIdentityProviderClient(configuration));

type SecondFactor = Pick<PropertiesOf<"cognito.UserPool">, "mfaConfiguration" | "softwareTokenMfaConfiguration">;

async function putSecondFactor(making: Making<SecondFactor>, UserPoolId: string): Promise<void> {
  const { mfaConfiguration, softwareTokenMfaConfiguration: token } = making.inputs;
  await cognito(making, SetUserPoolMfaConfigCommand, {
    UserPoolId,
    MfaConfiguration: mfaConfiguration,
    SoftwareTokenMfaConfiguration: token && { Enabled: token.enabled },
  });
}

const userPool = emulated("cognito.UserPool", {
  async create(making) {
    const { inputs } = making;
    const { UserPool: made } = await cognito(making, CreateUserPoolCommand, {
      PoolName: inputs.name,
      AccountRecoverySetting: inputs.accountRecoverySetting && {
        RecoveryMechanisms: pascal(inputs.accountRecoverySetting.recoveryMechanisms),
      },
      AdminCreateUserConfig: pascal(inputs.adminCreateUserConfig),
      DeletionProtection: inputs.deletionProtection,
      Policies: inputs.passwordPolicy && { PasswordPolicy: pascal(inputs.passwordPolicy) },
      UserPoolAddOns: pascal(inputs.userPoolAddOns),
      UserPoolTier: inputs.userPoolTier,
      UsernameConfiguration: pascal(inputs.usernameConfiguration),
      UserPoolTags: making.tags,
    });
    const id = made?.Id ?? "";
    if (inputs.mfaConfiguration !== undefined) await putSecondFactor(making, id);
    return { id, outputs: { arn: made?.Arn, endpoint: `cognito-idp.${making.region}.amazonaws.com/${id}` } };
  },
  async read(standing) {
    const { UserPool: found } = await cognito(standing, DescribeUserPoolCommand, { UserPoolId: standing.id });
    return (
      found && {
        mfaConfiguration: found.MfaConfiguration,
        ...(standing.inputs.passwordPolicy && {
          passwordPolicy: { minimumLength: found.Policies?.PasswordPolicy?.MinimumLength },
        }),
      }
    );
  },
  update: (standing) => putSecondFactor(standing, standing.id),
  delete: (standing) => cognito(standing, DeleteUserPoolCommand, { UserPoolId: standing.id }),
});

type PoolClientInputs = PropertiesOf<"cognito.UserPoolClient">;

function clientFields({ inputs }: Making<PoolClientInputs>) {
  const {
    name: ClientName,
    allowedOauthFlows: AllowedOAuthFlows,
    allowedOauthFlowsUserPoolClient: AllowedOAuthFlowsUserPoolClient,
    allowedOauthScopes: AllowedOAuthScopes,
    callbackUrls: CallbackURLs,
    generateSecret: _onlyWhenMade,
    region: _region,
    ...rest
  } = inputs;
  return { ...pascalFields(rest), ClientName, AllowedOAuthFlows, AllowedOAuthFlowsUserPoolClient, AllowedOAuthScopes, CallbackURLs };
}

const userPoolClient = emulated("cognito.UserPoolClient", {
  async create(making) {
    const { UserPoolClient: made } = await cognito(making, CreateUserPoolClientCommand, {
      ...clientFields(making),
      GenerateSecret: making.inputs.generateSecret,
    });
    return { id: made?.ClientId ?? "", outputs: { clientSecret: made?.ClientSecret } };
  },
  async read(standing) {
    const { userPoolId: UserPoolId } = standing.inputs;
    const { UserPoolClient: found } = await cognito(standing, DescribeUserPoolClientCommand, { UserPoolId, ClientId: standing.id });
    return found && { accessTokenValidity: found.AccessTokenValidity, idTokenValidity: found.IdTokenValidity };
  },
  update: (standing) => cognito(standing, UpdateUserPoolClientCommand, { ...clientFields(standing), ClientId: standing.id }),
  delete: (standing) => cognito(standing, DeleteUserPoolClientCommand, { UserPoolId: standing.inputs.userPoolId, ClientId: standing.id }),
});

const userPoolDomain = emulated("cognito.UserPoolDomain", {
  async create(making) {
    const { domain, userPoolId, managedLoginVersion } = making.inputs;
    await cognito(making, CreateUserPoolDomainCommand, {
      Domain: domain,
      UserPoolId: userPoolId,
      ManagedLoginVersion: managedLoginVersion,
    });
    return { id: domain };
  },
  async read(standing) {
    const { DomainDescription: found } = await cognito(standing, DescribeUserPoolDomainCommand, { Domain: standing.id });
    return found?.UserPoolId === undefined ? undefined : {};
  },
  delete: (standing) => cognito(standing, DeleteUserPoolDomainCommand, { Domain: standing.id, UserPoolId: standing.inputs.userPoolId }),
});

export const cognitoKinds = [userPool, userPoolClient, userPoolDomain];
