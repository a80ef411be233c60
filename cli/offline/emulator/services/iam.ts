import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteAccountPasswordPolicyCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetAccountPasswordPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePolicyCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { service } from "../emulator";
import { emulated, setting } from "../kind";
import { camelFields, pascalFields, tagList } from "../shape";

const iam = service((configuration) => new IAMClient(configuration));

/** Documents come percent-encoded. Source: IAM API Reference, GetRole. */
const decoded = (document: string | undefined): string | undefined => (document === undefined ? undefined : decodeURIComponent(document));

/** Programs may hand over a role itself; what comes to a provider is its name. */
function nameOfRole(role: string | object): string {
  if (typeof role !== "string") throw new Error("the role's name is not a text");
  return role;
}

const role = emulated("iam.Role", {
  async create(making) {
    const { name = "", assumeRolePolicy, description, maxSessionDuration, path, permissionsBoundary } = making.inputs;
    const { Role: made } = await iam(making, CreateRoleCommand, {
      RoleName: name,
      AssumeRolePolicyDocument: assumeRolePolicy,
      Description: description,
      MaxSessionDuration: maxSessionDuration,
      Path: path,
      PermissionsBoundary: permissionsBoundary,
      Tags: tagList(making.tags),
    });
    return { id: name, outputs: { arn: made?.Arn, uniqueId: made?.RoleId } };
  },
  async read(standing) {
    const { Role: found } = await iam(standing, GetRoleCommand, { RoleName: standing.id });
    return {
      assumeRolePolicy: decoded(found?.AssumeRolePolicyDocument),
      ...(standing.inputs.maxSessionDuration !== undefined && { maxSessionDuration: found?.MaxSessionDuration }),
    };
  },
  async update(standing) {
    const { assumeRolePolicy, description, maxSessionDuration } = standing.inputs;
    await iam(standing, UpdateAssumeRolePolicyCommand, { RoleName: standing.id, PolicyDocument: assumeRolePolicy });
    await iam(standing, UpdateRoleCommand, { RoleName: standing.id, Description: description, MaxSessionDuration: maxSessionDuration });
  },
  delete: (standing) => iam(standing, DeleteRoleCommand, { RoleName: standing.id }),
});

const rolePolicy = setting("iam.RolePolicy", {
  id: ({ inputs }) => `${nameOfRole(inputs.role)}:${inputs.name ?? ""}`,
  put: (making) =>
    iam(making, PutRolePolicyCommand, {
      RoleName: making.inputs.role,
      PolicyName: making.inputs.name,
      PolicyDocument: making.inputs.policy,
    }),
  async read(making) {
    const found = await iam(making, GetRolePolicyCommand, { RoleName: making.inputs.role, PolicyName: making.inputs.name });
    return { policy: decoded(found.PolicyDocument) };
  },
  remove: (making) => iam(making, DeleteRolePolicyCommand, { RoleName: making.inputs.role, PolicyName: making.inputs.name }),
});

const policy = emulated("iam.Policy", {
  async create(making) {
    const { name, policy: PolicyDocument, description, path } = making.inputs;
    const { Policy: made } = await iam(making, CreatePolicyCommand, {
      PolicyName: name,
      PolicyDocument,
      Description: description,
      Path: path,
      Tags: tagList(making.tags),
    });
    return { id: made?.Arn ?? "", outputs: { arn: made?.Arn, policyId: made?.PolicyId } };
  },
  async read(standing) {
    const { Policy: found } = await iam(standing, GetPolicyCommand, { PolicyArn: standing.id });
    const { PolicyVersion: version } = await iam(standing, GetPolicyVersionCommand, {
      PolicyArn: standing.id,
      VersionId: found?.DefaultVersionId,
    });
    return { policy: decoded(version?.Document) };
  },
  update: (standing) =>
    iam(standing, CreatePolicyVersionCommand, { PolicyArn: standing.id, PolicyDocument: standing.inputs.policy, SetAsDefault: true }),
  delete: (standing) => iam(standing, DeletePolicyCommand, { PolicyArn: standing.id }),
});

const attachment = emulated("iam.RolePolicyAttachment", {
  async create(making) {
    const { role: RoleName, policyArn } = making.inputs;
    await iam(making, AttachRolePolicyCommand, { RoleName, PolicyArn: policyArn });
    return { id: `${nameOfRole(RoleName)}/${policyArn}` };
  },
  async read(standing) {
    const { role: RoleName, policyArn } = standing.inputs;
    const { AttachedPolicies: found = [] } = await iam(standing, ListAttachedRolePoliciesCommand, { RoleName });
    return found.some(({ PolicyArn }) => PolicyArn === policyArn) ? {} : undefined;
  },
  delete: (standing) => iam(standing, DetachRolePolicyCommand, { RoleName: standing.inputs.role, PolicyArn: standing.inputs.policyArn }),
});

const passwordPolicy = setting("iam.AccountPasswordPolicy", {
  id: () => "iam-account-password-policy",
  put: (making) => iam(making, UpdateAccountPasswordPolicyCommand, pascalFields(making.inputs)),
  async read(making) {
    const { PasswordPolicy: found } = await iam(making, GetAccountPasswordPolicyCommand, {});
    // Computed from the age: no input has it.
    const { expirePasswords: _computed, ...seen } = camelFields(found ?? {});
    return seen;
  },
  remove: (making) => iam(making, DeleteAccountPasswordPolicyCommand, {}),
});

export const iamKinds = [role, rolePolicy, policy, attachment, passwordPolicy];
