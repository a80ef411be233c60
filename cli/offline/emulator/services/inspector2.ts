import { BatchGetAccountStatusCommand, DisableCommand, EnableCommand, Inspector2Client } from "@aws-sdk/client-inspector2";
import { service } from "../emulator";
import { setting } from "../kind";

const inspector2 = service((configuration) => new Inspector2Client(configuration));

const enabler = setting("inspector2.Enabler", {
  id: ({ inputs }) => `${inputs.accountIds.join(":")}-${inputs.resourceTypes.join(":")}`,
  put: (making) => {
    const { accountIds, resourceTypes } = making.inputs;
    return inspector2(making, EnableCommand, { accountIds, resourceTypes });
  },
  async read(making) {
    const { accounts: [found] = [] } = await inspector2(making, BatchGetAccountStatusCommand, { accountIds: making.inputs.accountIds });
    const states = new Map(
      Object.entries(found?.resourceState ?? {}).map(([type, state]: [string, { readonly status?: string } | undefined]) => [
        type.toUpperCase(),
        state?.status,
      ]),
    );
    const resourceTypes = making.inputs.resourceTypes.filter((type) => states.get(type.replaceAll("_", "")) === "ENABLED");
    return resourceTypes.length > 0 ? { resourceTypes } : undefined;
  },
  remove: (making) => {
    const { accountIds, resourceTypes } = making.inputs;
    return inspector2(making, DisableCommand, { accountIds, resourceTypes });
  },
});

export const inspector2Kinds = [enabler];
