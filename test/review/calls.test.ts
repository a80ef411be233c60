// The calls of reviews and drills: exactly those, and nothing else reaches AWS. Then what no emulator shows: pages, slow queries, denials.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand, StopQueryCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { runInsights } from "../../cli/review/insights";
import { lookUps } from "../../cli/review/look";
import { lookUp } from "../../cli/review/look-up";
import { callsMade, drillPolicy, reviewPolicy } from "../../cli/review/policy";
import { roleTaken } from "../../cli/review/role-taken";
import type { Period, Session } from "../../cli/review/session";
import { ClientsOfRegions } from "../../cli/verify/clients";

const own = ["LookupEvents", "StartQuery", "GetQueryResults", "StopQuery"];

describe("the calls of reviews and drills", () => {
  test("are exactly the look-up, the three of a query, and reads", () => {
    const commands = callsMade.map(({ command }) => command);
    expect(commands.filter((command) => !/^(Get|List|Describe|Head)[A-Z]/.test(command)).sort()).toEqual([
      "LookupEvents",
      "StartQuery",
      "StopQuery",
    ]);
    expect(commands).toEqual(expect.arrayContaining(own));
    expect(commands).toHaveLength(own.length + 1);
  });

  test("are all that reaches AWS", () => {
    const folder = join(__dirname, "..", "..", "cli", "review");
    const sources = readdirSync(folder).filter((name) => name.endsWith(".ts"));
    expect(sources.length).toBeGreaterThan(5);
    for (const name of sources) {
      const text = readFileSync(join(folder, name), "utf8");
      expect([name, [...text.matchAll(/\b\w+Command\(|@aws-sdk\//g)].map(String)]).toEqual([name, []]);
    }
  });

  test("make up the policies", () => {
    expect(reviewPolicy().Statement[0]?.Action).toEqual([
      "cloudtrail:DescribeTrails",
      "cloudtrail:LookupEvents",
      "logs:GetQueryResults",
      "logs:StartQuery",
      "logs:StopQuery",
    ]);
    expect(drillPolicy().Statement[0]?.Action).toEqual(["cloudtrail:LookupEvents"]);
  });
});

test("what the alarms watch is looked up, each name once", () => {
  const asked = lookUps.flatMap(({ attributes }) => attributes.map(({ key, value }) => `${key} ${value}`));
  expect(asked).toEqual(
    expect.arrayContaining(["Username root", "EventName ConsoleLogin", "EventName StopLogging", "EventName ScheduleKeyDeletion"]),
  );
  expect(new Set(asked).size).toBe(asked.length);
});

describe("with answers written by hand, since no emulator has them", () => {
  const trail = mockClient(CloudTrailClient);
  const logs = mockClient(CloudWatchLogsClient);
  const sts = mockClient(STSClient);
  beforeEach(() => {
    for (const mock of [trail, logs, sts]) mock.reset();
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => {
    for (const mock of [trail, logs, sts]) mock.restore();
  });

  const region = "us-east-1";
  const clients = new ClientsOfRegions({});
  const session: Session = { account: "111122223333", partition: "aws", arn: undefined, regions: [region], clients };
  const period: Period = { from: new Date(Date.now() - 3_600_000), to: new Date() };
  const signIns = { key: "EventName", value: "ConsoleLogin" } as const;
  const denied = Object.assign(new Error("arn:aws:iam::111122223333:user/lee is not authorized"), { name: "AccessDeniedException" });

  test("pages are read to the end", async () => {
    trail
      .on(LookupEventsCommand)
      .resolves({ Events: [{ EventId: "2" }] })
      .on(LookupEventsCommand, { NextToken: undefined })
      .resolves({ Events: [{ EventId: "1" }], NextToken: "more" })
      .on(LookupEventsCommand, { NextToken: "more" })
      .resolves({ Events: [{ EventId: "2" }] });
    const { events, state } = await lookUp(session, region, signIns, period);
    expect([state, events.map(({ id }) => id)]).toEqual(["complete", ["1", "2"]]);
  });

  test("a page that comes again ends the look-up, and it is not taken for whole", async () => {
    trail.on(LookupEventsCommand).resolves({ Events: [], NextToken: "same" });
    expect(await lookUp(session, region, signIns, period)).toMatchObject({
      state: "failed",
      reason: "CloudTrail gives the same page again",
    });
    let page = 0;
    trail.on(LookupEventsCommand).callsFake(() => ({ Events: [{ EventId: `${page++}` }], NextToken: `${page}` }));
    const { events, state } = await lookUp(session, region, signIns, period);
    expect([state, events.length]).toEqual(["more", 40]);
  });

  test("a denial is told by its code, not by its text", async () => {
    trail.on(LookupEventsCommand).rejects(denied);
    expect(await lookUp(session, region, signIns, period)).toEqual({ events: [], state: "failed", reason: "AccessDeniedException" });
  });

  test("of an event nothing is taken that may hold a credential", async () => {
    const detail = {
      userIdentity: { arn: "arn:aws:iam::111122223333:user/dana" },
      sourceIPAddress: "192.0.2.7",
      errorMessage: "Failed authentication",
      requestParameters: { password: "a-secret" },
      responseElements: { credentials: { sessionToken: "a-token" } },
    };
    trail.on(LookupEventsCommand).resolves({
      Events: [{ EventId: "1", EventName: "ConsoleLogin", CloudTrailEvent: JSON.stringify(detail) }, { CloudTrailEvent: "{" }],
    });
    const { events } = await lookUp(session, region, signIns, period);
    expect(events).toMatchObject([
      { by: "arn:aws:iam::111122223333:user/dana", from: "192.0.2.7", error: "Failed authentication" },
      { by: "unknown" },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/a-secret|a-token/);
  });

  describe("a query", () => {
    const query = { logGroups: ["/trail"], text: "fields @timestamp", period };
    const patience = { most: 60, between: 10 };

    test("is waited for", async () => {
      logs.on(StartQueryCommand).resolves({ queryId: "q" });
      logs
        .on(GetQueryResultsCommand)
        .resolvesOnce({ status: "Scheduled" })
        .resolvesOnce({ status: "Running", results: [[{ field: "reads", value: "1" }]] })
        .resolves({ status: "Complete", results: [[{ field: "reads", value: "7" }]], statistics: { recordsMatched: 700 } });
      expect(await runInsights(clients.of(region), query, patience)).toEqual({ state: "complete", rows: [{ reads: "7" }], matched: 700 });
      expect(logs.commandCalls(StartQueryCommand)[0]?.args[0].input).toMatchObject({
        logGroupNames: ["/trail"],
        startTime: Math.floor(period.from.getTime() / 1000),
      });
      expect(logs.commandCalls(StopQueryCommand)).toHaveLength(0);
    });

    test("that takes too long is stopped", async () => {
      logs.on(StartQueryCommand).resolves({ queryId: "q" });
      logs.on(GetQueryResultsCommand).resolves({ status: "Running" });
      logs.on(StopQueryCommand).rejects(denied);
      expect(await runInsights(clients.of(region), query, patience)).toMatchObject({
        state: "failed",
        reason: "no answer after 0.06 seconds",
      });
      expect(logs.commandCalls(StopQueryCommand)[0]?.args[0].input).toEqual({ queryId: "q" });
    });

    test.each(["Failed", "Cancelled", "Timeout"] as const)("that ended as %s has no answer", async (status) => {
      logs.on(StartQueryCommand).resolves({ queryId: "q" });
      logs.on(GetQueryResultsCommand).resolves({ status, results: [[{ field: "reads", value: "1" }]] });
      expect(await runInsights(clients.of(region), query, patience)).toEqual({
        state: "failed",
        rows: [],
        reason: `the query ended as ${status}`,
      });
    });

    test("whose answer is denied is stopped", async () => {
      logs.on(StartQueryCommand).resolves({ queryId: "q" });
      logs.on(GetQueryResultsCommand).rejects(denied);
      logs.on(StopQueryCommand).resolves({});
      expect(await runInsights(clients.of(region), query, patience)).toMatchObject({ state: "failed", reason: "AccessDeniedException" });
      expect(logs.commandCalls(StopQueryCommand)).toHaveLength(1);
    });
  });

  test("a role that is taken in the console is one too; another role is not", async () => {
    const role = "arn:aws:iam::111122223333:role/emergency/break-glass";
    const event = (id: string, EventName: string, detail: object) => ({
      EventId: id,
      EventName,
      EventTime: new Date(),
      CloudTrailEvent: JSON.stringify(detail),
    });
    sts.on(GetCallerIdentityCommand).resolves({ Account: "111122223333", Arn: "arn:aws:iam::111122223333:user/lee" });
    trail.on(LookupEventsCommand, { LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "AssumeRole" }] }).resolves({
      Events: [
        event("1", "AssumeRole", { requestParameters: { roleArn: role }, userIdentity: { arn: "arn:aws:iam::111122223333:user/dana" } }),
        event("2", "AssumeRole", { requestParameters: { roleArn: `${role}-not` } }),
        event("3", "AssumeRole", { requestParameters: { roleArn: role }, errorCode: "AccessDenied" }),
      ],
    });
    trail.on(LookupEventsCommand, { LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "SwitchRole" }] }).resolves({
      Events: [
        event("4", "SwitchRole", { userIdentity: { arn: "arn:aws:sts::111122223333:assumed-role/break-glass/dana" } }),
        event("5", "SwitchRole", { userIdentity: { arn: "arn:aws:sts::111122223333:assumed-role/break-glass-2/dana" } }),
      ],
    });
    const { proof, caller } = await roleTaken({ access: {}, regions: [region], role, period });
    expect(caller).toBe("arn:aws:iam::111122223333:user/lee");
    expect(proof).toMatchObject({ state: "found", count: 3 });
    expect(proof.events.map(({ id, error }) => [id, error])).toEqual([
      ["1", undefined],
      ["3", "AccessDenied"],
      ["4", undefined],
    ]);
  });
});
