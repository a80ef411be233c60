import {
  DescribeDocumentPermissionCommand,
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  DescribeMaintenanceWindowsCommand,
  DescribeMaintenanceWindowTasksCommand,
  DescribeParametersCommand,
  DescribePatchBaselinesCommand,
  GetDocumentCommand,
  GetPatchBaselineCommand,
  ListAssociationsCommand,
  ListDocumentsCommand,
  ListResourceDataSyncCommand,
  ListTagsForResourceCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { service } from "../call";

const ssm = service("ssm", (configuration) => new SSMClient(configuration));

/** No call among them answers the value of a parameter. */
export const ssmCalls = {
  documents: ssm.read("ssm:ListDocuments", ListDocumentsCommand),
  document: ssm.read("ssm:GetDocument", GetDocumentCommand),
  documentPermission: ssm.read("ssm:DescribeDocumentPermission", DescribeDocumentPermissionCommand),
  parameters: ssm.read("ssm:DescribeParameters", DescribeParametersCommand),
  tags: ssm.read("ssm:ListTagsForResource", ListTagsForResourceCommand),
  associations: ssm.read("ssm:ListAssociations", ListAssociationsCommand),
  windows: ssm.read("ssm:DescribeMaintenanceWindows", DescribeMaintenanceWindowsCommand),
  windowTasks: ssm.read("ssm:DescribeMaintenanceWindowTasks", DescribeMaintenanceWindowTasksCommand),
  baselines: ssm.read("ssm:DescribePatchBaselines", DescribePatchBaselinesCommand),
  baseline: ssm.read("ssm:GetPatchBaseline", GetPatchBaselineCommand),
  dataSyncs: ssm.read("ssm:ListResourceDataSync", ListResourceDataSyncCommand),
  instances: ssm.read("ssm:DescribeInstanceInformation", DescribeInstanceInformationCommand),
  patchStates: ssm.read("ssm:DescribeInstancePatchStates", DescribeInstancePatchStatesCommand),
} as const;
