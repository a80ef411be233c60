import { securityhubCalls as calls } from "../calls/securityhub";
import type { Reading, ServiceReader } from "../reader";

/** Whether Security Hub is on, in either form. What an organization's policy sets is seen in its effect on the account. */
export const securityhubReader: ServiceReader = {
  service: "securityhub",
  calls,
  regional: true,
  kinds: ["securityhub.Account", "securityhub.AccountV2", "securityhub.ConfigurationPolicy"],
  mayGoUnseen: ["securityhub.ConfigurationPolicy"],
  read,
};

/** Source: AWS Security Hub API Reference, DescribeHub: InvalidAccessException where it is not enabled for the account. */
const notEnabled = ["InvalidAccessException", "ResourceNotFoundException"];

async function read({ account, region, found }: Reading): Promise<void> {
  const [hub, hubV2] = await Promise.all([
    account.ask(region, calls.hub, {}, notEnabled),
    account.ask(region, calls.hubV2, {}, notEnabled),
  ]);
  const arn = hub.state === "read" ? hub.value.HubArn : undefined;
  if (hub.state === "unread") found.notListed(["securityhub.Account"], region, hub);
  // The newer form has not come to every Region. Where the older one is on, nothing depends on it.
  if (hubV2.state === "unread" && arn === undefined) found.notListed(["securityhub.AccountV2"], region, hubV2);
  else found.noteUnread(hubV2);
  if (arn !== undefined && hub.state === "read")
    found.add({
      kind: "securityhub.Account",
      id: arn,
      region,
      inputs: { autoEnableControls: hub.value.AutoEnableControls, controlFindingGenerator: hub.value.ControlFindingGenerator },
      outputs: { arn, id: account.id },
    });
  const arnV2 = hubV2.state === "read" ? hubV2.value.HubV2Arn : undefined;
  if (arnV2 !== undefined) found.add({ kind: "securityhub.AccountV2", id: arnV2, region, inputs: {}, outputs: { arn: arnV2, id: arnV2 } });
}
