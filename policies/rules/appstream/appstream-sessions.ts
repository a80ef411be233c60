import type { Cell } from "../../cell";
import { all, defineRule, integer, undetermined, type Verdict } from "../../rule";

const fleet = { instanceType: "stream.standard.medium", computeCapacity: { desiredInstances: 1 } };

/** AWS's own values where the program says nothing are not documented. */
function atMost(cell: Cell<number>, most: number, because: string): Verdict {
  return cell.state === "absent"
    ? undetermined(`the program does not say whether ${because}`, [cell.evidence(`at most ${most}`)])
    : cell.shown().atMost(most, because);
}

export default defineRule({
  id: "appstream-sessions",
  title: "Streaming sessions end when they are idle, and have no address on the Internet",
  threat: "An application with ePHI stays open at a workstation that somebody left.",
  remedy:
    "Set idleDisconnectTimeoutInSeconds to 900 or less, disconnectTimeoutInSeconds to 300 or less and maxUserDurationInSeconds to 36000 or less, and leave enableDefaultInternetAccess out.",
  cites: ["164.312(a)(2)(iii)", "164.312(a)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["appstream.Fleet"],
  parameters: {
    maximumIdleSeconds: integer({
      default: 900,
      minimum: 60,
      maximum: 1800,
      description: "The most seconds after which an idle session ends.",
    }),
    maximumDisconnectedSeconds: integer({
      default: 300,
      minimum: 60,
      maximum: 900,
      description: "The most seconds for which a session waits for its user to come back.",
    }),
    maximumSessionSeconds: integer({ default: 36_000, minimum: 600, maximum: 57_600, description: "The longest session in seconds." }),
  },
  // 0, the default, means that idle sessions never end.
  check: (streaming, _stack, { parameters }) => {
    const idle = streaming
      .at((p) => p.idleDisconnectTimeoutInSeconds)
      .or(0)
      .shown();
    return all(
      idle.atLeast(60, "idle sessions never end"),
      idle.atMost(parameters.maximumIdleSeconds, "idle sessions last too long"),
      atMost(
        streaming.at((p) => p.disconnectTimeoutInSeconds),
        parameters.maximumDisconnectedSeconds,
        "sessions wait too long for their users",
      ),
      atMost(
        streaming.at((p) => p.maxUserDurationInSeconds),
        parameters.maximumSessionSeconds,
        "sessions last too long",
      ),
      streaming
        .at((p) => p.enableDefaultInternetAccess)
        .or(false)
        .equals(false, "the fleet has addresses on the Internet"),
    );
  },
  equivalents: {
    prowler: [
      "appstream_fleet_session_idle_disconnect_timeout",
      "appstream_fleet_session_disconnect_timeout",
      "appstream_fleet_maximum_session_duration",
      "appstream_fleet_default_internet_access_disabled",
    ],
  },
  examples: {
    good: {
      "a quarter of an hour": (s) =>
        s.add("appstream.Fleet", {
          ...fleet,
          idleDisconnectTimeoutInSeconds: 900,
          disconnectTimeoutInSeconds: 300,
          maxUserDurationInSeconds: 28_800,
        }),
      "ten minutes, no Internet": (s) =>
        s.add("appstream.Fleet", {
          ...fleet,
          idleDisconnectTimeoutInSeconds: 600,
          disconnectTimeoutInSeconds: 60,
          maxUserDurationInSeconds: 36_000,
          enableDefaultInternetAccess: false,
        }),
    },
    bad: {
      "idle for ever, by default": (s) =>
        s.add("appstream.Fleet", { ...fleet, disconnectTimeoutInSeconds: 300, maxUserDurationInSeconds: 28_800 }),
      "an hour idle": (s) =>
        s.add("appstream.Fleet", {
          ...fleet,
          idleDisconnectTimeoutInSeconds: 3600,
          disconnectTimeoutInSeconds: 300,
          maxUserDurationInSeconds: 28_800,
        }),
      "on the Internet": (s) =>
        s.add("appstream.Fleet", {
          ...fleet,
          idleDisconnectTimeoutInSeconds: 900,
          disconnectTimeoutInSeconds: 300,
          maxUserDurationInSeconds: 28_800,
          enableDefaultInternetAccess: true,
        }),
    },
    unknown: {
      "timeout known later": (s) =>
        s.add("appstream.Fleet", {
          ...fleet,
          idleDisconnectTimeoutInSeconds: s.later(),
          disconnectTimeoutInSeconds: 300,
          maxUserDurationInSeconds: 28_800,
        }),
      "the longest session left out": (s) =>
        s.add("appstream.Fleet", { ...fleet, idleDisconnectTimeoutInSeconds: 900, disconnectTimeoutInSeconds: 300 }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("appstream.Fleet", { ...fleet, tags: { DataClassification: "none" } }),
    },
  },
});
