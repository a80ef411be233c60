// Whose accounts are read, and with whose credentials: against a server that answers as STS and Organizations do.
import { createServer, type IncomingMessage, type Server } from "node:http";
import { accessesOf } from "../../cli/verify/accesses";
import { ClientsOfRegions } from "../../cli/verify/clients";

const region = "us-east-1";
const own = "111111111111";

interface Answer {
  readonly status?: number;
  readonly body: string;
}

let server: Server;
let endpoint = "";
let answers: (request: { readonly target: string; readonly body: string }) => Answer;
let said = "";
const before = { ...process.env };

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += String(piece);
  return text;
}

beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = "AKIAEXAMPLE";
  process.env.AWS_SECRET_ACCESS_KEY = "not-a-secret";
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const answer = answers({ target: String(request.headers["x-amz-target"] ?? ""), body });
      response.statusCode = answer.status ?? 200;
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  endpoint = `http://127.0.0.1:${address.port}`;
});
afterAll(async () => {
  process.env = before;
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  said = "";
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

const caller = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${own}</Account><Arn>arn:aws:iam::${own}:role/audit</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;

function organization(...pages: readonly object[]): void {
  let page = 0;
  answers = ({ target }) => ({ body: target.endsWith("ListAccounts") ? JSON.stringify(pages[page++] ?? pages.at(-1)) : caller });
}

const roles = async () => {
  const accesses = await accessesOf({ endpoint, profile: undefined, assumeRole: [], organizationRole: "phiguard" }, region);
  return accesses.map(({ assumeRole }) => assumeRole?.split(":")[4] ?? "the caller");
};

test("accounts that run nothing any more, or not yet, are left out and said, by the name that AWS gives it now and by the one before", async () => {
  organization({
    Accounts: [
      { Id: own, State: "ACTIVE" },
      { Id: "222222222222", State: "SUSPENDED" },
      { Id: "333333333333", Status: "SUSPENDED" },
      { Id: "444444444444", State: "CLOSED" },
      { Id: "555555555555", State: "PENDING_ACTIVATION" },
      { Id: "666666666666", State: "PENDING_CLOSURE" },
      { Id: "777777777777" },
    ],
  });
  expect(await roles()).toEqual(["the caller", "666666666666", "777777777777"]);
  for (const id of ["222222222222", "333333333333", "444444444444", "555555555555"]) expect(said).toContain(`Account ${id} is left out`);
});

test("all pages are read, and an organization that gives the same page for ever is refused", async () => {
  organization({ Accounts: [{ Id: own, State: "ACTIVE" }], NextToken: "2" }, { Accounts: [{ Id: "222222222222", State: "ACTIVE" }] });
  expect(await roles()).toEqual(["the caller", "222222222222"]);
  organization({ Accounts: [{ Id: own, State: "ACTIVE" }], NextToken: "2" });
  await expect(roles()).rejects.toThrow("the same page comes again");
});

test("a role that is named twice is read once", async () => {
  const role = "arn:aws:iam::222222222222:role/phiguard";
  expect(await accessesOf({ endpoint, profile: undefined, assumeRole: [role, role] }, region)).toHaveLength(1);
});

test("a role that could not be assumed once is asked for again, and only once for all who wait", async () => {
  let asked = 0;
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  answers = ({ body }) => {
    if (!body.includes("Action=AssumeRole")) return { body: caller };
    asked += 1;
    if (asked === 1) return { status: 403, body: "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>" };
    return {
      body: `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    };
  };
  const { credentials } = new ClientsOfRegions({ endpoint, assumeRole: "arn:aws:iam::222222222222:role/phiguard" }).of(
    region,
  ).configuration;
  await expect(credentials?.()).rejects.toMatchObject({ name: "AccessDenied" });
  const given = await Promise.all([credentials?.(), credentials?.(), credentials?.()]);
  expect(given.map((one) => one?.accessKeyId)).toEqual(["ASIAEXAMPLE", "ASIAEXAMPLE", "ASIAEXAMPLE"]);
  expect(asked).toBe(2);
});
