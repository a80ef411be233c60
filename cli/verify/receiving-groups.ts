import type { ResourceDescription } from "../../policies/graph/resource";
import { UNKNOWN } from "../../policies/unknown";
import type { Account } from "./account";
import { logsCalls } from "./calls/logs";
import type { Found } from "./found";

/** Where trails and flow logs write, by type. */
const destinations: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudtrail/trail:Trail": ["cloudWatchLogsGroupArn"],
  "aws:ec2/flowLog:FlowLog": ["logDestination", "logGroupName"],
};

const groupType = "aws:cloudwatch/logGroup:LogGroup";

/**
 * Asks of the log groups that trails and flow logs write to when they last received an event. CloudWatch Logs answers 25 such questions in a second, so
 * the thousands of groups of applications, which may rightly be silent, are not asked.
 */
export async function observeReceivingGroups(account: Account, found: Found): Promise<void> {
  const { resources } = found;
  const named = new Set(resources.flatMap(namedIn));
  const groups = resources.filter(({ type, outputs = {} }) => type === groupType && Object.values(outputs).some((name) => named.has(name)));
  await Promise.all(
    groups.map(async ({ name: id, outputs, provider }) => {
      const region = provider?.inputs.region;
      const name = outputs?.name;
      if (typeof region !== "string" || typeof name !== "string") return;
      const streams = await account.ask(region, logsCalls.logStreams, {
        logGroupName: name,
        orderBy: "LastEventTime",
        descending: true,
        limit: 1,
      });
      const latest = streams.state === "read" ? streams.value.logStreams?.[0]?.lastEventTimestamp : undefined;
      const nothing = streams.state === "read" ? "never" : UNKNOWN;
      found.observe("cloudwatch.LogGroup", id, { lastEventTime: latest === undefined ? nothing : new Date(latest).toISOString() }, [
        streams,
      ]);
    }),
  );
}

function namedIn({ type, inputs }: ResourceDescription): readonly unknown[] {
  return (destinations[type] ?? []).map((property) => inputs[property]);
}
