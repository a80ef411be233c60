import type { InstanceMetadata } from "@aws-sdk/client-sso-admin";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import type { Answer } from "../account";
import { ssoAdminCalls as calls } from "../calls/sso-admin";
import { part } from "../found";
import { byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const setKinds = [
  "ssoadmin.PermissionSet",
  "ssoadmin.PermissionSetInlinePolicy",
  "ssoadmin.ManagedPolicyAttachment",
  "ssoadmin.ManagedPolicyAttachmentsExclusive",
  "ssoadmin.AccountAssignment",
] as const satisfies readonly ClassName[];
const applicationKinds = ["ssoadmin.ApplicationAssignmentConfiguration"] as const satisfies readonly ClassName[];

/** The account's own instances of Identity Center. An organization's instance is its management account's, where everything of it is read. */
export const ssoAdminReader: ServiceReader = { service: "sso", calls, regional: true, kinds: [...setKinds, ...applicationKinds], read };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const instances = await account.list(region, calls.instances, {}, { items: (page) => page.Instances, next: byNextToken });
  await forEach(listed(reading, [...setKinds, ...applicationKinds], instances), async (instance) => {
    const { OwnerAccountId: owner = account.id, InstanceArn: arn } = instance;
    if (owner !== account.id || !reading.claim(arn)) return;
    // An instance may be seen in further Regions, and is administered in one.
    const at = { ...reading, region: instance.PrimaryRegion ?? region };
    await Promise.all([readSets(at, instance), readApplications(at, instance)]);
  });
}

async function readSets(reading: Reading, { InstanceArn: instanceArn }: InstanceMetadata): Promise<void> {
  const { account, region, found } = reading;
  const sets = await account.list(
    region,
    calls.permissionSets,
    { InstanceArn: instanceArn },
    { items: (page) => page.PermissionSets, next: byNextToken },
  );
  // Instances of a single account have no permission sets. Source: IAM Identity Center User Guide, "Account instances of IAM Identity Center".
  if (sets.state === "unread" && sets.reason === "ValidationException") return;
  await forEach(listed(reading, setKinds, sets), async (arn) => {
    const of = { InstanceArn: instanceArn, PermissionSetArn: arn };
    const [set, inline, managed, accounts] = await Promise.all([
      account.ask(region, calls.permissionSet, of),
      account.ask(region, calls.inlinePolicy, of),
      account.list(region, calls.managedPolicies, of, { items: (page) => page.AttachedManagedPolicies, next: byNextToken }),
      account.list(region, calls.accounts, of, { items: (page) => page.AccountIds, next: byNextToken }),
    ]);
    const name = set.state === "read" ? set.value.PermissionSet?.Name : undefined;
    const urn = found.add({
      kind: "ssoadmin.PermissionSet",
      id: arn,
      region,
      inputs: {
        instanceArn,
        name: part(set, ({ PermissionSet: read }) => read?.Name),
        sessionDuration: part(set, ({ PermissionSet: read }) => read?.SessionDuration),
      },
      outputs: { arn, id: arn, ...(name !== undefined && { name }) },
      answers: [set],
    });
    readPolicies(reading, { arn, instanceArn, urn }, inline, managed);
    await forEach(listed(reading, ["ssoadmin.AccountAssignment"], accounts), async (target) => {
      const assignments = await account.list(
        region,
        calls.assignments,
        { ...of, AccountId: target },
        { items: (page) => page.AccountAssignments, next: byNextToken },
      );
      for (const { PrincipalId: principalId, PrincipalType: principalType } of listed(reading, ["ssoadmin.AccountAssignment"], assignments))
        found.add({
          kind: "ssoadmin.AccountAssignment",
          id: `${arn}/${target}/${principalType ?? ""}/${principalId ?? ""}`,
          region,
          inputs: { instanceArn, permissionSetArn: arn, principalId, principalType, targetId: target, targetType: "AWS_ACCOUNT" },
          refersTo: { permissionSetArn: urn },
        });
    });
  });
}

interface Attached {
  readonly Arn?: string | undefined;
}

function readPolicies(
  { found, region }: Reading,
  { arn, instanceArn, urn }: { readonly arn: string; readonly instanceArn: string | undefined; readonly urn: string },
  inline: Answer<{ readonly InlinePolicy?: string | undefined }>,
  managed: Answer<readonly Attached[]>,
): void {
  const refersTo = { permissionSetArn: urn };
  // Where there is no policy, Identity Center answers an empty text.
  const document = part(inline, ({ InlinePolicy: text }) => (text === "" ? undefined : text));
  if (document !== undefined)
    found.add({
      kind: "ssoadmin.PermissionSetInlinePolicy",
      id: arn,
      region,
      inputs: { instanceArn, permissionSetArn: arn, inlinePolicy: document },
      refersTo,
      answers: [inline],
      mayBeAbsent: inline.state === "unread",
    });
  const attached = managed.state === "read" ? managed.value.map(({ Arn: policy }) => ({ policy, id: `${arn}/${policy ?? ""}` })) : [];
  for (const { policy, id } of managed.state === "unread" ? [{ policy: UNKNOWN, id: arn }] : attached)
    found.add({
      kind: "ssoadmin.ManagedPolicyAttachment",
      id,
      region,
      inputs: { instanceArn, permissionSetArn: arn, managedPolicyArn: policy },
      refersTo,
      answers: [managed],
      mayBeAbsent: managed.state === "unread",
    });
}

/** Applications of other accounts in the organization are theirs. */
async function readApplications(reading: Reading, { InstanceArn: instanceArn }: InstanceMetadata): Promise<void> {
  const { account, region, found } = reading;
  const applications = await account.list(
    region,
    calls.applications,
    { InstanceArn: instanceArn },
    { items: (page) => page.Applications, next: byNextToken },
  );
  await forEach(
    listed(reading, applicationKinds, applications),
    async ({ ApplicationArn: arn, ApplicationAccount: owner = account.id }) => {
      if (arn === undefined || owner !== account.id) return;
      const assignment = await account.ask(region, calls.applicationAssignment, { ApplicationArn: arn });
      found.add({
        kind: "ssoadmin.ApplicationAssignmentConfiguration",
        id: arn,
        region,
        inputs: { applicationArn: arn, assignmentRequired: part(assignment, ({ AssignmentRequired: required }) => required) },
        outputs: { arn },
        answers: [assignment],
      });
    },
  );
}
