// Functions, APIs, distributions, secrets, user pools, certificates and web ACLs as phiguard verify reads them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LiveAccount } from "../../../cli/verify/read-account";
import type { Run } from "../../../policies/evidence/run";
import { accountId, credentials, region } from "../clinic-account";
import { failuresOf, verdictOn, verifyLive } from "../live";
import { hasPython, type Moto, startMoto } from "../moto";
import * as make from "./applications-account";

jest.setTimeout(300_000);

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so readers of applications are not tested against moto\n");

/** The rules of a run that are undetermined for a resource. */
function openOf(run: Run, name: string): readonly string[] {
  return run.verdicts.filter(({ outcome, urn = "" }) => outcome === "undetermined" && urn.endsWith(name)).map(({ rule }) => rule);
}

/** What fails of an API and its parts. */
function failuresWithin(run: Run, api: string): readonly string[] {
  return run.verdicts
    .filter(({ outcome, urn = "" }) => outcome === "fail" && urn.includes(`/${api}`))
    .map(({ rule }) => rule)
    .sort();
}

type Verified = LiveAccount & { readonly run: Run };

async function makeAll(clients: make.Clients) {
  const scratch = mkdtempSync(join(tmpdir(), "phiguard-certificate-"));
  const [keyFile, certificateFile] = [join(scratch, "key.pem"), join(scratch, "certificate.pem")];
  const request = ["req", "-x509", "-newkey", "rsa:1024", "-nodes", "-days", "30", "-subj", "/CN=www.clinic.example"];
  execFileSync("openssl", [...request, "-keyout", keyFile, "-out", certificateFile], { stdio: "ignore" });
  const imported = { certificate: readFileSync(certificateFile, "utf8"), key: readFileSync(keyFile, "utf8") };
  rmSync(scratch, { recursive: true, force: true });

  const key = await make.makeKey(clients);
  const lambda = `arn:aws:lambda:${region}:${accountId}:function:results`;
  const functions = await make.makeFunctions(clients, key);
  const webAcls = await make.makeWebAcls(clients);
  const distributions = await make.makeDistributions(clients, `arn:aws:acm:${region}:${accountId}:certificate/1`, webAcls.global);
  return {
    functions,
    webAcls,
    distributions,
    deliver: await make.makeLogDelivery(clients, distributions.bad),
    secrets: await make.makeSecrets(clients, key, lambda),
    pools: await make.makeUserPools(clients),
    restApis: await make.makeRestApis(clients, lambda),
    httpApis: await make.makeHttpApis(clients),
    certificates: await make.makeCertificates(clients, imported),
  };
}

(python ? describe : describe.skip)("against moto", () => {
  let moto: Moto;
  let made: Awaited<ReturnType<typeof makeAll>>;
  /** As it was made, then from elsewhere with a delivery of logs, then with what is mended. */
  let first: Verified;
  let elsewhere: Verified;
  let after: Verified;

  beforeAll(async () => {
    moto = await startMoto();
    made = await makeAll({ endpoint: moto.endpoint, region, credentials });
    first = await verifyLive(moto.endpoint);
    await made.deliver();
    elsewhere = await verifyLive(moto.endpoint, ["eu-west-1", "eu-central-1"]);
    const { functions, webAcls, distributions, secrets, pools, restApis, httpApis } = made;
    for (const pair of [functions, webAcls, distributions, secrets, pools, restApis, httpApis]) await pair.mend();
    after = await verifyLive(moto.endpoint);
  });
  afterAll(async () => moto.stop());

  test("functions, with the policies of their versions and aliases, and layers", () => {
    const { good, bad, layer } = made.functions;
    const { run, found } = first;
    expect(failuresOf(run, good)).toEqual(["lambda-in-vpc"]);
    const stays = ["lambda-code-signing", "lambda-dlq-and-concurrency", "lambda-in-vpc", "lambda-tracing-and-logs"];
    expect(failuresOf(run, bad)).toEqual([...stays, "lambda-env-kms", "lambda-no-secrets-in-env", "lambda-supported-runtime"].sort());
    expect(verdictOn(run, "lambda-not-public", "function:results/0")).toBe("pass");
    expect(verdictOn(run, "lambda-not-public", "function:exports/0")).toBe("fail");
    expect(verdictOn(run, "lambda-not-public", `${layer}/0`)).toBe("fail");
    // The emulator gives a version and an alias the policy of the function; AWS gives each its own.
    expect(verdictOn(run, "lambda-not-public", "function:results:1/0")).toBe("pass");
    expect(verdictOn(run, "lambda-not-public", "function:results:live/0")).toBe("pass");
    // It has no list of URLs, nor of code-signing configurations: of these nothing is known, which is said once.
    const unlisted = found.unlisted.filter(({ action }) => action.startsWith("lambda:")).map(({ action }) => action);
    expect(unlisted.sort()).toEqual([
      "lambda:ListCodeSigningConfigs",
      "lambda:ListFunctionEventInvokeConfigs",
      "lambda:ListFunctionUrlConfigs",
    ]);
    expect(openOf(run, good)).toEqual(["lambda-dlq-and-concurrency"]);

    expect(verdictOn(after.run, "lambda-not-public", "function:exports/0")).toBe("not-applicable");
    expect(failuresOf(after.run, bad)).toEqual(stays);
  });

  test("secrets, whose values nobody asks for", () => {
    const { good, bad } = made.secrets;
    const { run, found, calls } = first;
    expect(failuresOf(run, good)).toEqual(["ephi-classification-tag"]);
    const stays = ["ephi-classification-tag", "secret-customer-key", "secret-policy-not-public"];
    expect(failuresOf(run, bad)).toEqual([...stays, "secret-rotation"]);
    expect([openOf(run, good), openOf(run, bad)]).toEqual([[], []]);
    // A list, and two questions about each of two secrets.
    expect(calls.get("secretsmanager")).toBe(1 + 2 * 2);
    expect(JSON.stringify([run, found.resources])).not.toContain("only the emulator ever sees it");
    expect(run.verdicts.filter(({ rule }) => rule === "secret-recovery-window")).toEqual([]);
    const observed = (name: string) => found.resources.find(({ urn }) => urn.endsWith(`:Secret::${name}`))?.observed?.facts;
    expect(observed(good)).toMatchObject({ rotationEnabled: true });
    expect(observed(bad)).toEqual({ rotationEnabled: false });

    expect(failuresOf(after.run, bad)).toEqual(stays);
  });

  test("user pools and their clients", () => {
    const { good, bad, goodClient, badClient } = made.pools;
    const { run } = first;
    expect(failuresOf(run, good)).toEqual([]);
    expect(failuresOf(run, goodClient)).toEqual([]);
    expect(verdictOn(run, "cognito-mfa", good)).toBe("pass");
    expect(verdictOn(run, "cognito-token-lifetime", goodClient)).toBe("pass");
    const stays = ["cognito-deletion-protection-and-logs", "cognito-password-policy", "cognito-threat-protection"];
    expect(failuresOf(run, bad)).toEqual([...stays, "cognito-mfa"].sort());
    expect(failuresOf(run, badClient)).toEqual(["cognito-token-lifetime"]);

    expect(failuresOf(after.run, bad)).toEqual(stays);
    expect(failuresOf(after.run, badClient)).toEqual([]);
  });

  test("web ACLs of a Region and of CloudFront", () => {
    const { good, bad, global } = made.webAcls;
    const { run, found } = first;
    expect(failuresOf(run, good)).toEqual([]);
    expect(verdictOn(run, "waf-logging", good)).toBe("pass");
    expect(failuresOf(run, bad)).toEqual(["waf-has-rules", "waf-logging"]);
    expect(failuresOf(run, global)).toEqual(["waf-logging"]);
    // What a web ACL stands before the emulator does not tell: said once, however many web ACLs there are.
    const unlisted = found.unlisted.filter(({ action }) => action.startsWith("wafv2:"));
    expect(unlisted.map(({ kinds }) => kinds)).toEqual([["wafv2.WebAclAssociation"]]);

    expect(failuresOf(after.run, bad)).toEqual(["waf-has-rules"]);
    // Those of CloudFront are read wherever one looks from, and once.
    expect(failuresOf(elsewhere.run, global)).toEqual(["waf-logging"]);
    expect(failuresOf(elsewhere.run, bad)).toEqual([]);
  });

  test("distributions, and their logs in CloudWatch Logs", () => {
    const { good, bad } = made.distributions;
    expect([failuresOf(first.run, good), openOf(first.run, good)]).toEqual([[], []]);
    expect(verdictOn(first.run, "cloudfront-origin-tls", good)).toBe("pass");
    const others = ["cloudfront-s3-origin-access-control", "cloudfront-tls12", "cloudfront-viewer-https", "cloudfront-waf"];
    // A source of logs without a delivery sends nothing. Deliveries are in one Region, whatever Region is read.
    expect(failuresOf(first.run, bad)).toEqual(["cloudfront-logging", ...others]);
    expect(failuresOf(elsewhere.run, bad)).toEqual(others);

    expect([failuresOf(after.run, bad), openOf(after.run, bad)]).toEqual([[], []]);
  });

  test("REST APIs", () => {
    const { good, bad } = made.restApis;
    const { run } = first;
    expect(failuresWithin(run, `restapis/${good}`)).toEqual([]);
    const passed = run.verdicts.filter(({ outcome, urn = "" }) => outcome === "pass" && urn.includes(`/restapis/${good}`));
    expect(new Set(passed.map(({ rule }) => rule))).toEqual(
      new Set([
        "apigw-access-logging",
        "apigw-authorization",
        "apigw-execution-logging",
        "apigw-no-payload-trace",
        "apigw-no-secrets-in-variables",
        "apigw-request-validation",
        "apigw-tls12-domain",
        "apigw-xray",
        "safeguard-changes-not-ignored",
      ]),
    );
    const stays = [
      "apigw-client-certificate",
      "apigw-default-endpoint-disabled",
      "apigw-integration-tls-verified",
      "apigw-no-payload-trace",
      "apigw-no-secrets-in-variables",
      "apigw-private-or-policy",
      "apigw-request-validation",
      "apigw-tls12-domain",
      "apigw-xray",
    ];
    const mended = ["apigw-access-logging", "apigw-authorization", "apigw-execution-logging"];
    expect(failuresWithin(run, `restapis/${bad}`)).toEqual([...stays, ...mended].sort());
    expect(verdictOn(run, "apigw-tls12-domain", "/domainnames/intake.clinic.example")).toBe("fail");
    // Neither what web ACLs stand before nor AWS WAF Classic can be read here.
    expect(openOf(run, `/restapis/${bad}/stages/live`)).toEqual(["apigw-waf"]);

    const gone = new Set(failuresWithin(after.run, `restapis/${bad}`));
    expect(mended.filter((rule) => gone.has(rule))).toEqual([]);
  });

  test("HTTP APIs", () => {
    const { good, bad } = made.httpApis;
    const { run } = first;
    expect(failuresWithin(run, `apis/${good}`)).toEqual([]);
    expect(verdictOn(run, "apigw-access-logging", `/apis/${good}/stages/live`)).toBe("pass");
    expect(verdictOn(run, "apigw-tls12-domain", "/domainnames/visits.clinic.example")).toBe("pass");
    const stays = ["apigw-access-logging", "apigw-integration-tls-verified", "apigw-no-secrets-in-variables"];
    expect(failuresWithin(run, `apis/${bad}`)).toEqual([...stays, "apigw-authorization"].sort());

    expect(failuresWithin(after.run, `apis/${bad}`)).toEqual(stays);
  });

  test("certificates, also those that the list leaves out unless they are asked for", () => {
    const { requested, imported } = made.certificates;
    const { run, found } = first;
    expect(failuresOf(run, requested)).toEqual([]);
    expect(verdictOn(run, "acm-expiration", requested)).toBe("pass");
    expect(failuresOf(run, imported)).toEqual(["acm-expiration", "acm-strong-certificate"]);
    const facts = found.resources.find(({ urn }) => urn.endsWith(imported))?.observed?.facts;
    expect(facts).toMatchObject({ status: "ISSUED", inUse: false, notAfter: expect.stringMatching(/^\d{4}-/) });
  });
});
