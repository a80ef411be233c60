import { DescribeHubCommand, DisableSecurityHubCommand, EnableSecurityHubCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { service } from "../emulator";
import { emulated } from "../kind";

const securityhub = service((configuration) => new SecurityHubClient(configuration));

const account = emulated("securityhub.Account", {
  async create(making) {
    await securityhub(making, EnableSecurityHubCommand, {
      EnableDefaultStandards: making.inputs.enableDefaultStandards,
      ControlFindingGenerator: making.inputs.controlFindingGenerator,
    });
    const { HubArn: arn } = await securityhub(making, DescribeHubCommand, {});
    return { id: making.accountId, outputs: { arn } };
  },
  async read(standing) {
    const { HubArn: arn } = await securityhub(standing, DescribeHubCommand, {});
    return arn === undefined ? undefined : {};
  },
  delete: (standing) => securityhub(standing, DisableSecurityHubCommand, {}),
});

export const securityhubKinds = [account];
