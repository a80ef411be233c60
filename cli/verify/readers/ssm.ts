import type {
  DocumentIdentifier,
  InstancePatchState,
  ParameterMetadata,
  PatchBaselineIdentity,
  PatchRule,
  ResourceTypeForTagging,
} from "@aws-sdk/client-ssm";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import type { Answer } from "../account";
import { ssmCalls as calls } from "../calls/ssm";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = [
  "ssm.Document",
  "ssm.Parameter",
  "ssm.Association",
  "ssm.MaintenanceWindowTask",
  "ssm.PatchBaseline",
  "ssm.ResourceDataSync",
] as const satisfies readonly ClassName[];

/** The account's own documents, patching, inventory, and what parameters are, without their values. Tells of EC2 instances whether they are patched. */
export const ssmReader: ServiceReader = { service: "ssm", calls, regional: true, kinds, mayGoUnseen: ["ssm.MaintenanceWindowTask"], read };

async function read(reading: Reading): Promise<void> {
  await Promise.all([
    readDocuments(reading),
    readParameters(reading),
    readAssociations(reading),
    readWindows(reading),
    readBaselines(reading),
    readDataSyncs(reading),
    observePatches(reading),
  ]);
}

async function readDocuments(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const documents = await account.list(
    region,
    calls.documents,
    { Filters: [{ Key: "Owner", Values: ["Self"] }], MaxResults: 50 },
    { items: (page) => page.DocumentIdentifiers, next: byNextToken },
  );
  await forEach(listed(reading, ["ssm.Document"], documents), (document) => readDocument(reading, document));
}

async function readDocument({ account, region, found }: Reading, document: DocumentIdentifier): Promise<void> {
  const { Name: name, DocumentType: documentType, Tags: tags } = document;
  if (name === undefined) return;
  const arn = `arn:${account.partition}:ssm:${region}:${account.id}:document/${name}`;
  const [shared, content] = await Promise.all([
    account.list(
      region,
      calls.documentPermission,
      { Name: name, PermissionType: "Share" },
      { items: (page) => page.AccountIds, next: byNextToken },
    ),
    // Of documents that say how sessions are logged the text is read, as JSON however they were written; what others do is nobody's business here.
    documentType === "Session" ? account.ask(region, calls.document, { Name: name, DocumentFormat: "JSON" }) : undefined,
  ]);
  found.add({
    kind: "ssm.Document",
    id: arn,
    region,
    inputs: {
      name,
      documentType,
      content: content && part(content, ({ Content: text }) => text),
      permissions: part(shared, (ids) => (ids.length === 0 ? undefined : { type: "Share", accountIds: ids.join(",") })),
      tags: tagsOf(tags),
    },
    outputs: { arn, id: name, name },
    answers: [shared, ...(content ? [content] : [])],
  });
}

async function readParameters(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const parameters = await account.list(
    region,
    calls.parameters,
    { MaxResults: 50 },
    { items: (page) => page.Parameters, next: byNextToken },
  );
  await forEach(listed(reading, ["ssm.Parameter"], parameters), (parameter) => readParameter(reading, parameter));
}

async function readParameter(reading: Reading, parameter: ParameterMetadata): Promise<void> {
  const { Name: name, Type: type } = parameter;
  if (name === undefined) return;
  const { account, region, found } = reading;
  const arn = parameter.ARN ?? `arn:${account.partition}:ssm:${region}:${account.id}:parameter/${name.replace(/^\//, "")}`;
  const tags = await readTags(reading, "Parameter", name);
  found.add({
    kind: "ssm.Parameter",
    id: arn,
    region,
    inputs: {
      name,
      type,
      keyId: keyArn(reading, parameter.KeyId),
      tier: parameter.Tier,
      dataType: parameter.DataType,
      value: UNKNOWN,
      tags: part(tags, (map) => map),
    },
    outputs: { arn, id: name, name },
    answers: [tags],
  });
}

async function readTags(
  { account, region }: Reading,
  type: ResourceTypeForTagging,
  id: string,
): Promise<Answer<Readonly<Record<string, string>>>> {
  const answer = await account.ask(region, calls.tags, { ResourceType: type, ResourceId: id });
  return answer.state === "read" ? { ...answer, value: tagsOf(answer.value.TagList) } : answer;
}

async function readAssociations(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const associations = await account.list(
    region,
    calls.associations,
    { MaxResults: 50 },
    { items: (page) => page.Associations, next: byNextToken },
  );
  for (const { AssociationId: id, Name: name } of listed(reading, ["ssm.Association"], associations))
    if (id !== undefined)
      found.add({
        kind: "ssm.Association",
        id: `arn:${account.partition}:ssm:${region}:${account.id}:association/${id}`,
        region,
        inputs: { name },
        outputs: { id },
      });
}

/** Tasks of windows that are open at times; one that is disabled runs nothing. */
async function readWindows(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const windows = await account.list(
    region,
    calls.windows,
    { MaxResults: 100 },
    { items: (page) => page.WindowIdentities, next: byNextToken },
  );
  await forEach(listed(reading, ["ssm.MaintenanceWindowTask"], windows), async ({ WindowId: windowId, Enabled: enabled }) => {
    if (windowId === undefined || enabled === false) return;
    const tasks = await account.list(region, calls.windowTasks, { WindowId: windowId }, { items: (page) => page.Tasks, next: byNextToken });
    for (const { WindowTaskId: id, TaskArn: taskArn, Type: taskType } of listed(reading, ["ssm.MaintenanceWindowTask"], tasks))
      found.add({
        kind: "ssm.MaintenanceWindowTask",
        id: `${windowId}/${id ?? ""}`,
        region,
        inputs: { windowId, taskArn, taskType },
      });
  });
}

async function readBaselines(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const baselines = await account.list(
    region,
    calls.baselines,
    { Filters: [{ Key: "OWNER", Values: ["Self"] }], MaxResults: 100 },
    { items: (page) => page.BaselineIdentities, next: byNextToken },
  );
  await forEach(listed(reading, ["ssm.PatchBaseline"], baselines), (baseline) => readBaseline(reading, baseline));
}

async function readBaseline(reading: Reading, { BaselineId: id, BaselineName: name }: PatchBaselineIdentity): Promise<void> {
  // Baselines of AWS are named by an ARN of an account of AWS.
  if (id?.startsWith("pb-") !== true) return;
  const { account, region, found } = reading;
  const arn = `arn:${account.partition}:ssm:${region}:${account.id}:patchbaseline/${id}`;
  const [baseline, tags] = await Promise.all([
    account.ask(region, calls.baseline, { BaselineId: id }),
    readTags(reading, "PatchBaseline", id),
  ]);
  found.add({
    kind: "ssm.PatchBaseline",
    id: arn,
    region,
    inputs: {
      name,
      operatingSystem: part(baseline, ({ OperatingSystem: system }) => system),
      approvalRules: part(baseline, ({ ApprovalRules: rules }) => rules?.PatchRules?.map(approvalRule)),
      tags: part(tags, (map) => map),
    },
    outputs: { arn, id },
    answers: [baseline, tags],
  });
}

function approvalRule(rule: PatchRule) {
  return {
    approveAfterDays: rule.ApproveAfterDays,
    approveUntilDate: rule.ApproveUntilDate,
    complianceLevel: rule.ComplianceLevel,
    enableNonSecurity: rule.EnableNonSecurity,
    patchFilters: rule.PatchFilterGroup?.PatchFilters?.map(({ Key: key, Values: values }) => ({ key, values })),
  };
}

/** Only syncs that deliver into a bucket: those between accounts and Regions keep nothing. */
async function readDataSyncs(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const syncs = await account.list(region, calls.dataSyncs, {}, { items: (page) => page.ResourceDataSyncItems, next: byNextToken });
  for (const { SyncName: name, S3Destination: to } of listed(reading, ["ssm.ResourceDataSync"], syncs))
    if (name !== undefined && to !== undefined)
      found.add({
        kind: "ssm.ResourceDataSync",
        id: `arn:${account.partition}:ssm:${region}:${account.id}:resource-data-sync/${name}`,
        region,
        inputs: {
          name,
          s3Destination: {
            bucketName: to.BucketName,
            prefix: to.Prefix,
            region: to.Region,
            syncFormat: to.SyncFormat,
            kmsKeyArn: to.AWSKMSKeyARN,
          },
        },
      });
}

/** Source: AWS Systems Manager API Reference, DescribeInstancePatchStates. */
const instancesAtOnce = 50;

async function observePatches({ account, region, found }: Reading): Promise<void> {
  const instances = await account.list(
    region,
    calls.instances,
    { MaxResults: 50 },
    { items: (page) => page.InstanceInformationList, next: byNextToken },
  );
  found.observeAll("ec2.Instance", region, { managed: part(instances, () => false) });
  found.noteUnread(instances);
  if (instances.state !== "read") return;
  // Machines outside of EC2 have other ids.
  const ids = instances.value.flatMap(({ InstanceId: id }) => (id?.startsWith("i-") === true ? [id] : []));
  const chunks = Array.from({ length: Math.ceil(ids.length / instancesAtOnce) }, (_, index) =>
    ids.slice(index * instancesAtOnce, (index + 1) * instancesAtOnce),
  );
  await forEach(chunks, async (chunk) => {
    const states = await account.list(
      region,
      calls.patchStates,
      { InstanceIds: chunk },
      { items: (page) => page.InstancePatchStates, next: byNextToken },
    );
    for (const id of chunk)
      found.observe(
        "ec2.Instance",
        `arn:${account.partition}:ec2:${region}:${account.id}:instance/${id}`,
        { managed: true, ...patchFacts(states, id) },
        [states],
      );
  });
}

interface PatchFacts {
  readonly patchesMissing?: number | Unknown;
  readonly patchesFailed?: number | Unknown;
  readonly patchScanTime?: string | Unknown;
}

/** Of a machine that was never scanned there is no state. */
function patchFacts(states: Answer<readonly InstancePatchState[]>, id: string): PatchFacts {
  const state = part(states, (all) => all.find(({ InstanceId: of }) => of === id));
  if (state === undefined) return {};
  if (typeof state !== "object") return { patchesMissing: UNKNOWN, patchesFailed: UNKNOWN, patchScanTime: UNKNOWN };
  return {
    patchesMissing: state.MissingCount ?? UNKNOWN,
    patchesFailed: state.FailedCount ?? UNKNOWN,
    patchScanTime: state.OperationEndTime?.toISOString() ?? UNKNOWN,
  };
}
