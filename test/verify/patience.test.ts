// What no emulator does: AWS throttles, and gives long lists in pages. A small server between verify and moto throttles; pages moto has for some lists.
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { credentials, region } from "./clinic-account";
import { verifyLive } from "./live";
import { hasPython, type Moto, startMoto } from "./moto";

jest.setTimeout(300_000);

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so patience is not tested against moto\n");

/** Hands requests on to moto, but for the first ones of each kind, which it throttles. */
class Throttling {
  readonly throttled = new Map<string, number>();
  readonly #server: Server;

  constructor(behind: URL, calls: RegExp, times: number) {
    this.#server = createServer((asked, answer) => {
      const target = String(asked.headers["x-amz-target"] ?? "");
      const already = this.throttled.get(target) ?? 0;
      if (calls.test(target) && already < times) {
        this.throttled.set(target, already + 1);
        asked.resume();
        answer.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
        answer.end(JSON.stringify({ __type: "ThrottlingException", message: "Rate exceeded" }));
        return;
      }
      const { method, url, headers } = asked;
      const onward = request({ host: behind.hostname, port: behind.port, method, path: url, headers }, (given) => {
        answer.writeHead(given.statusCode ?? 500, given.headers);
        given.pipe(answer);
      });
      onward.on("error", () => answer.destroy());
      asked.pipe(onward);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

(python ? describe : describe.skip)("against moto", () => {
  let moto: Moto;
  const tables = 101;

  beforeAll(async () => {
    moto = await startMoto();
    const shared = { endpoint: moto.endpoint, region, credentials };
    const dynamodb = new DynamoDBClient(shared);
    for (let number = 0; number < tables; number++) {
      await dynamodb.send(
        new CreateTableCommand({
          TableName: `table-${number}`,
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          BillingMode: "PAY_PER_REQUEST",
        }),
      );
    }
    await new KMSClient(shared).send(new CreateKeyCommand({}));
  });
  afterAll(() => moto.stop());

  test("a list in two pages is read to its end", async () => {
    const { found, calls, run } = await verifyLive(moto.endpoint);
    expect(found.resources.filter(({ type }) => type === "aws:dynamodb/table:Table")).toHaveLength(tables);
    // Two pages of names, and four questions for each table.
    expect(calls.get("dynamodb")).toBe(2 + 4 * tables);
    expect(run.problems.filter(({ blocks, message }) => blocks && message.includes("dynamodb"))).toEqual([]);
  });

  test("who is throttled waits and asks again, and nothing is missing", async () => {
    const between = new Throttling(new URL(moto.endpoint), /ListKeys$|DescribeTable$/, 2);
    try {
      const { found } = await verifyLive(await between.listen());
      expect([...between.throttled.values()]).toEqual([2, 2]);
      expect(found.unlisted.filter(({ kinds }) => kinds.includes("kms.Key") || kinds.includes("dynamodb.Table"))).toEqual([]);
      expect(found.resources.filter(({ type }) => type === "aws:dynamodb/table:Table")).toHaveLength(tables);
      expect(found.resources.filter(({ type }) => type === "aws:kms/key:Key")).toHaveLength(1);
    } finally {
      await between.close();
    }
  });

  test("who is throttled without end says so, and decides nothing", async () => {
    const between = new Throttling(new URL(moto.endpoint), /ListKeys$/, Number.POSITIVE_INFINITY);
    try {
      const { found, run } = await verifyLive(await between.listen());
      expect(found.unlisted).toContainEqual(expect.objectContaining({ action: "kms:ListKeys", reason: "ThrottlingException" }));
      const onKeys = run.verdicts.filter(({ rule }) => rule === "kms-key-rotation");
      expect(onKeys.map(({ outcome }) => outcome)).toEqual(["undetermined"]);
      expect(run.outcome).toBe("blocked");
    } finally {
      await between.close();
    }
  });
});
