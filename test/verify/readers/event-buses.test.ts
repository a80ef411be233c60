// EventBridge of a live account: what alarms by event rules, who may send events, under which key they lie, and where they go.
import {
  CreateApiDestinationCommand,
  CreateArchiveCommand,
  CreateConnectionCommand,
  CreateEventBusCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { accountId, credentials, region } from "../clinic-account";
import { verdictOn, verifyLive } from "../live";
import { hasPython, type Moto, startMoto } from "../moto";

jest.setTimeout(300_000);

const root = `account-${accountId}`;
const arn = (resource: string) => `arn:aws:events:${region}:${accountId}:${resource}`;
const topic = `arn:aws:sns:${region}:${accountId}:security`;
const rootUse = JSON.stringify({ detail: { userIdentity: { type: ["Root"] } } });

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so EventBridge is not tested against moto\n");

(python ? describe : describe.skip)("EventBridge, against moto", () => {
  let moto: Moto;
  let events: EventBridgeClient;
  beforeAll(async () => {
    moto = await startMoto();
    events = new EventBridgeClient({ endpoint: moto.endpoint, region, credentials });
  });
  afterAll(() => moto.stop());
  afterEach(() => fetch(`${moto.endpoint}/moto-api/reset`, { method: "POST" }));
  const alarm = async () => verdictOn((await verifyLive(moto.endpoint)).run, "alarm-root-use", root);

  test("an account that nobody watches, an event rule without a target, with one, and disabled", async () => {
    expect(await alarm()).toBe("fail");
    await events.send(new PutRuleCommand({ Name: "root-use", EventPattern: rootUse }));
    expect(await alarm()).toBe("fail");
    await events.send(new PutTargetsCommand({ Rule: "root-use", Targets: [{ Id: "security", Arn: topic }] }));
    expect(await alarm()).toBe("pass");
    await events.send(new DisableRuleCommand({ Name: "root-use" }));
    expect(await alarm()).toBe("fail");
    await events.send(new EnableRuleCommand({ Name: "root-use" }));
    expect(await alarm()).toBe("pass");
    await events.send(new RemoveTargetsCommand({ Rule: "root-use", Ids: ["security"] }));
    expect(await alarm()).toBe("fail");
  });

  test("of two rules of one name, each has the targets of its own bus", async () => {
    await events.send(new CreateEventBusCommand({ Name: "results" }));
    await events.send(new PutRuleCommand({ Name: "watch", EventPattern: rootUse }));
    await events.send(new PutRuleCommand({ Name: "watch", EventBusName: "results", EventPattern: '{"source":["clinic"]}' }));
    await events.send(new PutTargetsCommand({ Rule: "watch", EventBusName: "results", Targets: [{ Id: "security", Arn: topic }] }));
    expect(await alarm()).toBe("fail");
    await events.send(new PutTargetsCommand({ Rule: "watch", Targets: [{ Id: "security", Arn: topic }] }));
    expect(await alarm()).toBe("pass");
  });

  test("a bus that lets everyone in, one of AWS's own key, an address without TLS", async () => {
    await events.send(new CreateEventBusCommand({ Name: "results" }));
    const letIn = (bus: string, Principal: object | string) =>
      events.send(
        new PutPermissionCommand({
          EventBusName: bus,
          Policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Sid: "others", Effect: "Allow", Principal, Action: "events:PutEvents", Resource: arn(`event-bus/${bus}`) }],
          }),
        }),
      );
    await letIn("results", "*");
    await letIn("default", { AWS: "*" });
    await events.send(new CreateArchiveCommand({ ArchiveName: "kept", EventSourceArn: arn("event-bus/results") }));
    const { ConnectionArn } = await events.send(
      new CreateConnectionCommand({
        Name: "partner",
        AuthorizationType: "API_KEY",
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "hunter2" } },
      }),
    );
    const send = (Name: string, InvocationEndpoint: string) =>
      events.send(new CreateApiDestinationCommand({ Name, ConnectionArn, HttpMethod: "POST", InvocationEndpoint }));
    await send("plain", "http://partner.example/results");
    await send("tls", "https://partner.example/results");
    const { run, found } = await verifyLive(moto.endpoint);
    expect(verdictOn(run, "eventbridge-policy-not-public", `EventBusPolicy::${arn("event-bus/results")}`)).toBe("fail");
    expect(verdictOn(run, "eventbridge-policy-not-public", `EventBusPolicy::${arn("event-bus/default")}`)).toBe("fail");
    expect(verdictOn(run, "eventbridge-customer-key", `EventBus::${arn("event-bus/results")}`)).toBe("fail");
    // The bus that each Region has by itself is not judged for its key: it carries what AWS's services tell.
    expect(verdictOn(run, "eventbridge-customer-key", `EventBus::${arn("event-bus/default")}`)).toBe("not-applicable");
    expect(verdictOn(run, "eventbridge-customer-key", arn("archive/kept"))).toBe("fail");
    expect(verdictOn(run, "eventbridge-customer-key", ConnectionArn ?? "")).toBe("fail");
    const destinations = run.verdicts.filter(({ rule }) => rule === "eventbridge-https-destinations");
    expect(destinations.map(({ urn, outcome }) => [urn?.includes("api-destination/plain"), outcome]).sort()).toEqual([
      [false, "pass"],
      [true, "fail"],
    ]);
    expect(JSON.stringify([run, found.resources])).not.toContain("hunter2");
    await letIn("results", { AWS: "444455556666" });
    await letIn("default", { AWS: "444455556666" });
    const after = (await verifyLive(moto.endpoint)).run;
    expect(verdictOn(after, "eventbridge-policy-not-public", `EventBusPolicy::${arn("event-bus/results")}`)).toBe("pass");
    expect(verdictOn(after, "eventbridge-policy-not-public", `EventBusPolicy::${arn("event-bus/default")}`)).toBe("pass");
  });
});
