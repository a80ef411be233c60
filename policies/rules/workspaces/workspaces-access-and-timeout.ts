import type { Cell } from "../../cell";
import { all, defineRule, fail, integer, notApplicable, pass, undetermined, type Verdict, when } from "../../rule";

const everywhere = "desktops may be reached from every address";

function endsIdle(cell: Cell<number>, most: number): Verdict {
  return all(cell.shown().atLeast(1, "idle sessions never end"), cell.shown().atMost(most, "idle sessions last too long"));
}

export default defineRule({
  id: "workspaces-access-and-timeout",
  title: "Desktops are reached from named addresses, run without administrators, and end idle sessions",
  threat: "A desktop among ePHI is used from anywhere, changed by its user, or left open.",
  remedy:
    "Set ipGroupIds, workspaceCreationProperties.userEnabledAsLocalAdministrator false and enableInternetAccess false on a directory, timeoutSettings on a pool, and idleDisconnectTimeoutInMinutes on user settings.",
  cites: ["164.312(a)(2)(iii)", "164.312(a)(1)", "164.312(a)(2)(i)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["workspaces.Directory", "workspaces.Pool", "workspacesweb.UserSettings"],
  parameters: {
    maximumIdleMinutes: integer({
      default: 15,
      minimum: 1,
      maximum: 30,
      description: "The most minutes after which an idle session ends.",
    }),
  },
  // Users are administrators of their WorkSpaces unless that is switched off (Amazon WorkSpaces Administration Guide, "Manage local administrator permissions"); where the block is
  // there and the flag is not, the provider sends false. A WorkSpace's automatic stop is about its cost: it is no logoff.
  check: (desktop, _stack, { parameters }) => {
    const directory = desktop.as("workspaces.Directory");
    if (directory) {
      const groups = directory.list((p) => p.ipGroupIds);
      const evidence = [groups.cell.evidence("an IP access control group")];
      const administrator = directory.at((p) => p.workspaceCreationProperties?.userEnabledAsLocalAdministrator);
      const block = directory.at((p) => p.workspaceCreationProperties).present;
      return all(
        groups.some(
          () => pass(everywhere, evidence),
          () => fail(everywhere, evidence),
        ),
        when(
          block,
          () => administrator.or(false).equals(false, "users are administrators of their desktops"),
          () => administrator.or(true).equals(false, "users are administrators of their desktops"),
        ),
        directory
          .at((p) => p.workspaceCreationProperties?.enableInternetAccess)
          .or(false)
          .equals(false, "desktops have addresses on the Internet"),
      );
    }
    const pool = desktop.as("workspaces.Pool");
    if (pool) {
      const timeouts = pool.list((p) => p.timeoutSettings);
      if (timeouts.state === "absent") {
        return undetermined("the program does not say when idle sessions end", [timeouts.cell.evidence("timeouts")]);
      }
      return timeouts.each((timeout) =>
        endsIdle(
          timeout.at((p) => p.idleDisconnectTimeoutInSeconds),
          parameters.maximumIdleMinutes * 60,
        ),
      );
    }
    const settings = desktop.as("workspacesweb.UserSettings");
    if (!settings) return notApplicable();
    const idle = settings.at((p) => p.idleDisconnectTimeoutInMinutes);
    return idle.state === "absent"
      ? undetermined("the program does not say when idle sessions end", [idle.evidence("a timeout")])
      : endsIdle(idle, parameters.maximumIdleMinutes);
  },
  equivalents: { prowler: ["workspaces_vpc_2private_1public_subnets_nat"] },
  examples: {
    good: {
      "a directory": (s) =>
        s.add("workspaces.Directory", {
          directoryId: "d-1234567890",
          ipGroupIds: ["wsipg-1"],
          workspaceCreationProperties: { userEnabledAsLocalAdministrator: false },
        }),
      "a pool": (s) =>
        s.add("workspaces.Pool", {
          bundleId: "wsb-1",
          description: "front desk",
          directoryId: "d-1234567890",
          poolName: "front-desk",
          runningMode: "AUTO_STOP",
          timeoutSettings: [{ disconnectTimeoutInSeconds: 300, idleDisconnectTimeoutInSeconds: 900, maxUserDurationInSeconds: 14_400 }],
        }),
      "secure browsers": (s) =>
        s.add("workspacesweb.UserSettings", {
          copyAllowed: "Disabled",
          downloadAllowed: "Disabled",
          pasteAllowed: "Disabled",
          printAllowed: "Disabled",
          uploadAllowed: "Disabled",
          idleDisconnectTimeoutInMinutes: 10,
        }),
      "a directory whose block leaves it to the provider": (s) =>
        s.add("workspaces.Directory", { directoryId: "d-1234567890", ipGroupIds: ["wsipg-1"], workspaceCreationProperties: {} }),
    },
    bad: {
      "a directory by default": (s) => s.add("workspaces.Directory", { directoryId: "d-1234567890" }),
      "users who are administrators": (s) =>
        s.add("workspaces.Directory", {
          directoryId: "d-1234567890",
          ipGroupIds: ["wsipg-1"],
          workspaceCreationProperties: { userEnabledAsLocalAdministrator: true },
        }),
      "desktops on the Internet": (s) =>
        s.add("workspaces.Directory", {
          directoryId: "d-1234567890",
          ipGroupIds: ["wsipg-1"],
          workspaceCreationProperties: { userEnabledAsLocalAdministrator: false, enableInternetAccess: true },
        }),
      "an hour idle": (s) =>
        s.add("workspaces.Pool", {
          bundleId: "wsb-1",
          description: "front desk",
          directoryId: "d-1234567890",
          poolName: "front-desk",
          runningMode: "AUTO_STOP",
          timeoutSettings: [{ disconnectTimeoutInSeconds: 300, idleDisconnectTimeoutInSeconds: 3600, maxUserDurationInSeconds: 14_400 }],
        }),
      "secure browsers that never end": (s) =>
        s.add("workspacesweb.UserSettings", {
          copyAllowed: "Disabled",
          downloadAllowed: "Disabled",
          pasteAllowed: "Disabled",
          printAllowed: "Disabled",
          uploadAllowed: "Disabled",
          idleDisconnectTimeoutInMinutes: 0,
        }),
      "a directory without a block": (s) => s.add("workspaces.Directory", { directoryId: "d-1234567890", ipGroupIds: ["wsipg-1"] }),
      "a directory without groups": (s) =>
        s.add("workspaces.Directory", {
          directoryId: "d-1234567890",
          workspaceCreationProperties: { userEnabledAsLocalAdministrator: false },
        }),
    },
    unknown: {
      "groups known later": (s) =>
        s.add("workspaces.Directory", {
          directoryId: "d-1234567890",
          ipGroupIds: s.later(),
          workspaceCreationProperties: { userEnabledAsLocalAdministrator: false },
        }),
      "a pool without timeouts": (s) =>
        s.add("workspaces.Pool", {
          bundleId: "wsb-1",
          description: "front desk",
          directoryId: "d-1234567890",
          poolName: "front-desk",
          runningMode: "AUTO_STOP",
        }),
      "secure browsers with nothing set": (s) =>
        s.add("workspacesweb.UserSettings", {
          copyAllowed: "Disabled",
          downloadAllowed: "Disabled",
          pasteAllowed: "Disabled",
          printAllowed: "Disabled",
          uploadAllowed: "Disabled",
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("workspaces.Directory", { directoryId: "d-1234567890", tags: { DataClassification: "none" } }),
    },
  },
});
