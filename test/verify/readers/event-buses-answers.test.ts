// What no emulator has of EventBridge: keys, rules that services manage, pages, refusals.
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeMetricFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeArchiveCommand,
  DescribeConnectionCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
  ListApiDestinationsCommand,
  ListArchivesCommand,
  ListConnectionsCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { mockClient } from "aws-sdk-client-mock";
import { cloudwatchReader } from "../../../cli/verify/readers/cloudwatch";
import { eventbridgeReader } from "../../../cli/verify/readers/eventbridge";
import { accountId, region } from "../clinic-account";
import { verdictOn } from "../live";
import { readBy } from "./read-by";

const root = `account-${accountId}`;
const arn = (resource: string) => `arn:aws:events:${region}:${accountId}:${resource}`;
const topic = `arn:aws:sns:${region}:${accountId}:security`;
const key = `arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const rootUse = JSON.stringify({ detail: { userIdentity: { type: ["Root"] } } });

describe("with answers written by hand after AWS's documents", () => {
  const events = mockClient(EventBridgeClient);
  const [metrics, logs] = [mockClient(CloudWatchClient), mockClient(CloudWatchLogsClient)];
  beforeEach(() => {
    events.reset();
    events.on(ListEventBusesCommand).resolves({ EventBuses: [{ Name: "default", Arn: arn("event-bus/default") }] });
    events.on(ListRulesCommand).resolves({ Rules: [] });
    events.on(ListTargetsByRuleCommand).resolves({ Targets: [{ Id: "security", Arn: topic }] });
    events.on(ListTagsForResourceCommand).resolves({ Tags: [] });
    events.on(ListArchivesCommand).resolves({ Archives: [] });
    events.on(ListConnectionsCommand).resolves({ Connections: [] });
    events.on(ListApiDestinationsCommand).resolves({ ApiDestinations: [] });
    // No alarm is made in the other way, with a metric filter.
    metrics.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [], CompositeAlarms: [] });
    logs.on(DescribeMetricFiltersCommand).resolves({ metricFilters: [] });
  });
  afterAll(() => {
    for (const client of [events, metrics, logs]) client.restore();
  });
  const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
  const read = () => readBy({ accountId, region }, eventbridgeReader);
  const rule = { Name: "root-use", Arn: arn("rule/root-use"), EventPattern: rootUse, State: "ENABLED" as const };

  test("a bus, an archive and a connection with keys of the customer's own, by ARN and by id", async () => {
    events.on(ListEventBusesCommand).resolves({ EventBuses: [{ Name: "results", Arn: arn("event-bus/results") }] });
    events.on(DescribeEventBusCommand).resolves({ Name: "results", KmsKeyIdentifier: key });
    events.on(ListArchivesCommand).resolves({ Archives: [{ ArchiveName: "kept", EventSourceArn: arn("event-bus/results") }] });
    events.on(DescribeArchiveCommand).resolves({ KmsKeyIdentifier: "1234abcd-12ab-34cd-56ef-1234567890ab" });
    events.on(ListConnectionsCommand).resolves({ Connections: [{ Name: "partner", ConnectionArn: arn("connection/partner/1") }] });
    events.on(DescribeConnectionCommand).resolves({ KmsKeyIdentifier: key });
    const { found } = await read();
    const keys = found.resources.flatMap(({ inputs: { kmsKeyIdentifier } }) => kmsKeyIdentifier ?? []);
    expect(keys).toEqual([key, key, key]);
  });

  test("a bus that lets everyone in fails, and one that is classified out is not asked", async () => {
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "everyone", Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: arn("event-bus/results") }],
    });
    events.on(ListEventBusesCommand).resolves({ EventBuses: [{ Name: "results", Arn: arn("event-bus/results"), Policy }] });
    events.on(DescribeEventBusCommand).resolves({ Name: "results" });
    const { run } = await read();
    expect(verdictOn(run, "eventbridge-policy-not-public", `EventBusPolicy::${arn("event-bus/results")}`)).toBe("fail");
    expect(verdictOn(run, "eventbridge-customer-key", `EventBus::${arn("event-bus/results")}`)).toBe("fail");
    events.on(ListTagsForResourceCommand).resolves({ Tags: [{ Key: "DataClassification", Value: "public" }] });
    const { run: news } = await read();
    expect(verdictOn(news, "eventbridge-policy-not-public", `EventBusPolicy::${arn("event-bus/results")}`)).toBe("not-applicable");
    expect(verdictOn(news, "eventbridge-customer-key", `EventBus::${arn("event-bus/results")}`)).toBe("not-applicable");
  });

  test("a rule that another service manages raises no alarm, and its targets are not asked for", async () => {
    events.on(ListRulesCommand).resolves({ Rules: [{ ...rule, ManagedBy: "controltower.amazonaws.com" }] });
    const { found } = await read();
    expect(found.resources.filter(({ type }) => type.includes("eventRule"))).toEqual([]);
    expect(events.commandCalls(ListTargetsByRuleCommand)).toEqual([]);
  });

  test("a rule on another bus sees what CloudTrail tells only where a rule sends it there, and one on a partner's bus never does", async () => {
    const forwarded = (...targets: readonly string[]) =>
      events.on(ListTargetsByRuleCommand, { Rule: "all" }).resolves({ Targets: targets.map((Arn, index) => ({ Id: `${index}`, Arn })) });
    const alarm = async () =>
      verdictOn((await readBy({ accountId, region }, eventbridgeReader, cloudwatchReader)).run, "alarm-root-use", root);
    events.on(DescribeEventBusCommand).resolves({});
    events.on(ListRulesCommand, { EventBusName: "default" }).resolves({
      Rules: [{ Name: "all", Arn: arn("rule/all"), EventPattern: `{"account":["${accountId}"]}`, State: "ENABLED" }],
    });
    for (const [bus, sent, outcome] of [
      ["watched", [], "fail"],
      ["watched", [topic], "fail"],
      ["watched", [topic, arn("event-bus/watched")], "pass"],
      ["aws.partner/clinic.example/results", [topic], "fail"],
    ] as const) {
      events.on(ListEventBusesCommand).resolves({ EventBuses: ["default", bus].map((Name) => ({ Name, Arn: arn(`event-bus/${Name}`) })) });
      events.on(ListRulesCommand, { EventBusName: bus }).resolves({ Rules: [{ ...rule, Arn: arn(`rule/${bus}/root-use`) }] });
      forwarded(...sent);
      expect([bus, sent, await alarm()]).toEqual([bus, sent, outcome]);
    }
    events.on(ListTargetsByRuleCommand, { Rule: "all" }).rejects(denied);
    expect(await alarm()).toBe("undetermined");
  });

  test("lists are read to their ends", async () => {
    events
      .on(ListRulesCommand)
      .resolves({ Rules: [rule], NextToken: "two" })
      .on(ListRulesCommand, { NextToken: "two" })
      .resolves({ Rules: [{ ...rule, Name: "second", Arn: arn("rule/second") }] });
    const { found } = await read();
    expect(found.resources.flatMap(({ type, inputs }) => (type.includes("eventRule") ? [inputs.name] : []))).toEqual([
      "root-use",
      "second",
    ]);
  });

  test("where rules or their targets may not be listed, nobody knows whether there is an alarm", async () => {
    const readAll = () => readBy({ accountId, region }, eventbridgeReader, cloudwatchReader);
    events.on(ListRulesCommand).rejects(denied);
    expect(verdictOn((await readAll()).run, "alarm-root-use", root)).toBe("undetermined");
    events.on(ListRulesCommand).resolves({ Rules: [rule] });
    expect(verdictOn((await readAll()).run, "alarm-root-use", root)).toBe("pass");
    events.on(ListTargetsByRuleCommand).rejects(denied);
    expect(verdictOn((await readAll()).run, "alarm-root-use", root)).toBe("undetermined");
    events.on(ListEventBusesCommand).rejects(denied);
    expect(verdictOn((await readAll()).run, "alarm-root-use", root)).toBe("undetermined");
  });
});
