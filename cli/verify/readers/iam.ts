import type { AccessKeyMetadata, GroupDetail, ManagedPolicyDetail, PolicyDetail, RoleDetail, User, UserDetail } from "@aws-sdk/client-iam";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import type { Answer } from "../account";
import { iamCalls as calls } from "../calls/iam";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";
import { readRoot } from "./iam-root";

const detailKinds = [
  "iam.Group",
  "iam.GroupPolicy",
  "iam.GroupPolicyAttachment",
  "iam.Policy",
  "iam.Role",
  "iam.RolePolicy",
  "iam.RolePolicyAttachment",
  "iam.User",
  "iam.UserGroupMembership",
  "iam.UserPolicy",
  "iam.UserPolicyAttachment",
] as const satisfies readonly ClassName[];
const ofUsers = ["iam.UserLoginProfile", "iam.AccessKey"] as const satisfies readonly ClassName[];
/** Other forms of what is read above; an account holds each only once. */
const otherForms = [
  "iam.GroupMembership",
  "iam.GroupPoliciesExclusive",
  "iam.GroupPolicyAttachmentsExclusive",
  "iam.PolicyAttachment",
  "iam.RolePoliciesExclusive",
  "iam.RolePolicyAttachmentsExclusive",
  "iam.UserPoliciesExclusive",
  "iam.UserPolicyAttachmentsExclusive",
] as const satisfies readonly ClassName[];

/** Identities, what they may do, and how they sign in. Roles that AWS services make for themselves are left out. */
export const iamReader: ServiceReader = {
  service: "iam",
  calls,
  regional: false,
  kinds: [...detailKinds, ...ofUsers, ...otherForms, "iam.AccountPasswordPolicy"],
  mayGoUnseen: otherForms,
  read,
};

/** Source: IAM User Guide, "Service-linked roles": their path, which nobody else may use. */
const serviceLinked = "/aws-service-role/";

/** Roles that IAM Identity Center makes in each account for a permission set, and that only it may change. Source: IAM Identity Center User Guide, "Permission sets". */
const ofIdentityCenter = "/aws-reserved/sso.amazonaws.com/";

/**
 * Each of these roles allows twelve hours; how long sessions last, the permission set says, which another account may own.
 * Source: IAM Identity Center User Guide, "Set session duration for AWS accounts".
 */
const setByPermissionSet = {
  state: "unread",
  action: "sso:DescribePermissionSet",
  reason: "the permission set says how long sessions last",
} as const;

/** What holds where nobody set a policy. Source: IAM User Guide, "Default password policy". */
const defaultPasswordPolicy = { minimumPasswordLength: 8 };

/** Source: IAM API Reference: a marker counts only where the answer says that it is cut off. */
function next({
  Marker: marker,
  IsTruncated: more,
}: {
  readonly Marker?: string | undefined;
  readonly IsTruncated?: boolean | undefined;
}): { readonly Marker: string } | undefined {
  return more === true && marker !== undefined ? { Marker: marker } : undefined;
}

async function read(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const [pages, roles, users, password] = await Promise.all([
    account.list(region, calls.identities, { Filter: ["User", "Role", "Group", "LocalManagedPolicy"] }, { items: (page) => [page], next }),
    account.list(region, calls.roles, {}, { items: (page) => page.Roles, next }),
    account.list(region, calls.users, {}, { items: (page) => page.Users, next }),
    account.ask(region, calls.passwordPolicy, {}, ["NoSuchEntity", "NoSuchEntityException"]),
    readRoot(reading),
  ]);
  found.add({
    kind: "iam.AccountPasswordPolicy",
    id: account.id,
    region,
    inputs: passwordInputs(password),
    answers: [password],
  });
  const sessions: Answer<ReadonlyMap<string, number | undefined>> =
    roles.state === "read"
      ? {
          ...roles,
          value: new Map(roles.value.flatMap(({ Arn, MaxSessionDuration }) => (Arn === undefined ? [] : [[Arn, MaxSessionDuration]]))),
        }
      : roles;
  const details = listed(reading, [...detailKinds, ...ofUsers], pages);
  for (const { Policies = [], GroupDetailList: groups = [], RoleDetailList = [] } of details) {
    for (const policy of Policies) readPolicy(reading, policy);
    for (const group of groups) readGroup(reading, group);
    for (const role of RoleDetailList) if (role.Path?.startsWith(serviceLinked) !== true) readRole(reading, role, sessions);
  }
  await forEach(
    details.flatMap(({ UserDetailList: users = [] }) => users),
    (user) => readUser(reading, user, signIns(users)),
  );
}

/** When each user last signed in with a password, by ARN. */
type SignIns = Answer<ReadonlyMap<string, Date | undefined>>;

/** Source: IAM API Reference, User: PasswordLastUsed, which ListUsers tells and GetAccountAuthorizationDetails does not. */
function signIns(users: Answer<readonly User[]>): SignIns {
  if (users.state !== "read") return users;
  return {
    ...users,
    value: new Map(users.value.flatMap(({ Arn, PasswordLastUsed }) => (Arn === undefined ? [] : [[Arn, PasswordLastUsed]]))),
  };
}

function passwordInputs(answer: Answer<{ readonly PasswordPolicy?: object | undefined }>) {
  if (answer.state === "absent") return defaultPasswordPolicy;
  const set = (name: string) =>
    part(answer, ({ PasswordPolicy: policy = {} }): unknown => Object.entries(policy).find(([key]) => key === name)?.[1]);
  return {
    minimumPasswordLength: set("MinimumPasswordLength"),
    requireLowercaseCharacters: set("RequireLowercaseCharacters"),
    requireUppercaseCharacters: set("RequireUppercaseCharacters"),
    requireNumbers: set("RequireNumbers"),
    requireSymbols: set("RequireSymbols"),
    maxPasswordAge: set("MaxPasswordAge"),
    passwordReusePrevention: set("PasswordReusePrevention"),
    allowUsersToChangePassword: set("AllowUsersToChangePassword"),
    hardExpiry: set("HardExpiry"),
  };
}

/** IAM answers documents percent-encoded. Source: IAM API Reference, GetAccountAuthorizationDetails. */
function document(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readPolicy(
  { found, region }: Reading,
  { Arn: arn, PolicyName: name, PolicyVersionList: versions, Path: path }: ManagedPolicyDetail,
): void {
  if (arn === undefined) return;
  const text = document(versions?.find(({ IsDefaultVersion: current }) => current === true)?.Document);
  found.add({ kind: "iam.Policy", id: arn, region, inputs: { name, path, policy: text ?? UNKNOWN }, outputs: { arn, id: arn } });
}

/** Adds what an identity may do: its inline policies and the managed ones that are attached. */
function readGrants(
  { found, region }: Reading,
  owner: "Group" | "Role" | "User",
  { arn, name, urn }: { readonly arn: string; readonly name: string; readonly urn: string },
  inline: readonly PolicyDetail[] = [],
  attached: readonly { readonly PolicyArn?: string | undefined }[] = [],
): void {
  const property = owner === "Group" ? "group" : owner === "Role" ? "role" : "user";
  const whose = { [property]: name };
  const refersTo = { [property]: urn };
  for (const { PolicyName: policy, PolicyDocument: text } of inline) {
    const kind = `iam.${owner}Policy` as const;
    found.addAny({ kind, id: `${arn}/${policy ?? ""}`, region, inputs: { ...whose, name: policy, policy: document(text) }, refersTo });
  }
  for (const { PolicyArn: policyArn } of attached) {
    const kind = `iam.${owner}PolicyAttachment` as const;
    found.addAny({ kind, id: `${arn}/${policyArn ?? ""}`, region, inputs: { ...whose, policyArn }, refersTo });
  }
}

function readGroup(reading: Reading, group: GroupDetail): void {
  const { Arn: arn, GroupName: name } = group;
  if (arn === undefined || name === undefined) return;
  const { found, region } = reading;
  const urn = found.add({ kind: "iam.Group", id: arn, region, inputs: { name, path: group.Path }, outputs: { arn, id: name, name } });
  readGrants(reading, "Group", { arn, name, urn }, group.GroupPolicyList, group.AttachedManagedPolicies);
}

function readRole(reading: Reading, role: RoleDetail, sessions: Answer<ReadonlyMap<string, number | undefined>>): void {
  const { Arn: arn, RoleName: name } = role;
  if (arn === undefined || name === undefined) return;
  const { found, region } = reading;
  const session = role.Path?.startsWith(ofIdentityCenter) === true ? setByPermissionSet : sessions;
  const urn = found.add({
    kind: "iam.Role",
    id: arn,
    region,
    inputs: {
      name,
      path: role.Path,
      assumeRolePolicy: document(role.AssumeRolePolicyDocument),
      permissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
      maxSessionDuration: part(session, (byArn) => byArn.get(arn)),
      tags: tagsOf(role.Tags),
    },
    outputs: { arn, id: name, name },
    answers: [session],
  });
  readGrants(reading, "Role", { arn, name, urn }, role.RolePolicyList, role.AttachedManagedPolicies);
}

async function readUser(reading: Reading, user: UserDetail, used: SignIns): Promise<void> {
  const { Arn: arn, UserName: name } = user;
  if (arn === undefined || name === undefined) return;
  const { account, found, region } = reading;
  const [login, keys, devices] = await Promise.all([
    account.ask(region, calls.loginProfile, { UserName: name }, ["NoSuchEntity", "NoSuchEntityException"]),
    account.list(region, calls.accessKeys, { UserName: name }, { items: (page) => page.AccessKeyMetadata, next }),
    account.list(region, calls.mfaDevices, { UserName: name }, { items: (page) => page.MFADevices, next }),
  ]);
  const urn = found.add({
    kind: "iam.User",
    id: arn,
    region,
    inputs: { name, path: user.Path, permissionsBoundary: user.PermissionsBoundary?.PermissionsBoundaryArn, tags: tagsOf(user.Tags) },
    outputs: { arn, id: name, name },
    observed: {
      hasPassword: login.state === "unread" ? UNKNOWN : login.state === "read",
      mfaDevices: part(devices, (list) => list.length),
      createdAt: user.CreateDate?.toISOString() ?? UNKNOWN,
      passwordSince: part(login, ({ LoginProfile: profile }) => profile?.CreateDate?.toISOString()),
      passwordLastUsed: part(used, (byArn) => byArn.get(arn)?.toISOString()),
    },
    answers: [login, devices, used],
  });
  readGrants(reading, "User", { arn, name, urn }, user.UserPolicyList, user.AttachedManagedPolicies);
  if (user.GroupList !== undefined && user.GroupList.length > 0)
    found.add({
      kind: "iam.UserGroupMembership",
      id: arn,
      region,
      inputs: { user: name, groups: user.GroupList },
      refersTo: { user: urn },
    });
  // How a program keeps the first password, and how long that is, no account tells.
  if (login.state !== "absent")
    found.add({
      kind: "iam.UserLoginProfile",
      id: arn,
      region,
      inputs: {
        user: name,
        passwordResetRequired: part(login, ({ LoginProfile: profile }) => profile?.PasswordResetRequired),
        passwordLength: UNKNOWN,
        pgpKey: UNKNOWN,
      },
      refersTo: { user: urn },
      answers: [login],
      mayBeAbsent: login.state === "unread",
    });
  await forEach(listed(reading, ["iam.AccessKey"], keys), (key) => readKey(reading, key, { arn, name, urn }));
}

async function readKey(
  { account, found, region }: Reading,
  { AccessKeyId: id, Status: status, CreateDate: created }: AccessKeyMetadata,
  { arn, name, urn }: { readonly arn: string; readonly name: string; readonly urn: string },
): Promise<void> {
  const used =
    id === undefined
      ? undefined
      : await account.ask(region, calls.accessKeyLastUsed, { AccessKeyId: id }, ["NoSuchEntity", "NoSuchEntityException"]);
  found.add({
    kind: "iam.AccessKey",
    id: id ?? arn,
    region,
    inputs: { user: name, status, pgpKey: UNKNOWN },
    refersTo: { user: urn },
    observed: {
      active: status === undefined ? UNKNOWN : status === "Active",
      createdAt: created?.toISOString() ?? UNKNOWN,
      lastUsed: used === undefined ? UNKNOWN : part(used, ({ AccessKeyLastUsed: last }) => last?.LastUsedDate?.toISOString()),
    },
    answers: used ? [used] : [],
  });
}
