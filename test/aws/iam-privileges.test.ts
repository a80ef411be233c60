import { escalates, escalationPaths } from "../../policies/aws/iam/privilege-escalation";
import { trustsSharedProvider } from "../../policies/aws/iam/shared-identity-providers";
import { deniesWithoutMfa } from "../../policies/aws/iam/trust";
import { keepsToSome, someWideGrant } from "../../policies/aws/iam/wide-grant";
import { coversEveryResourceOf } from "../../policies/aws/iam/wide-resource";
import { type PolicyDocument, parseDocument } from "../../policies/aws/iam-document";
import type { Ternary } from "../../policies/aws/ternary";
import { UNKNOWN } from "../../policies/unknown";

function read(...statements: readonly unknown[]): PolicyDocument {
  const parsed = parseDocument({ Version: "2012-10-17", Statement: statements });
  if (parsed.state !== "known") throw new Error(JSON.stringify(parsed));
  return parsed.document;
}

const allow = (Action: unknown, Resource: unknown = "*", Condition?: unknown) => ({ Effect: "Allow", Action, Resource, Condition });

describe("coversEveryResourceOf", () => {
  const element = (known: readonly string[], rest: { negated?: boolean; open?: boolean } = {}) => ({
    known,
    negated: false,
    open: false,
    ...rest,
  });

  test.each<[string, string, Ternary]>([
    ["*", "iam:role/*", "yes"],
    ["arn:aws:iam::*:role/*", "iam:role/*", "yes"],
    ["arn:aws-us-gov:iam::111122223333:role/*", "iam:role/*", "yes"],
    ["arn:aws:iam::111122223333:*", "iam:role/*", "yes"],
    ["arn:aws:iam::*", "iam:role/*", "yes"],
    ["arn:aws:iam::111122223333:role/visits", "iam:role/*", "no"],
    ["arn:aws:iam::111122223333:role/app-*", "iam:role/*", "no"],
    ["arn:aws:iam::111122223333:user/*", "iam:role/*", "no"],
    ["arn:aws:kms:eu-central-1:111122223333:key/*", "kms:key/*", "yes"],
    ["arn:aws:kms:*:*:alias/*", "kms:key/*", "no"],
    ["arn:aws:s3:::*", "s3:*/*", "yes"],
    ["arn:aws:s3:::*/*", "s3:*/*", "yes"],
    ["arn:aws:s3:::records/*", "s3:*/*", "no"],
    ["arn:aws:dynamodb:*:*:table/*", "dynamodb:table/*", "yes"],
  ])("%s takes in every %s: %s", (pattern, type, wanted) => {
    expect(coversEveryResourceOf(element([pattern]), type)).toBe(wanted);
  });

  test("an absent element takes in nothing, an open one may, NotResource all but what it names", () => {
    expect(coversEveryResourceOf(undefined, "iam:role/*")).toBe("no");
    expect(coversEveryResourceOf(element([], { open: true }), "iam:role/*")).toBe("unknown");
    expect(coversEveryResourceOf(element(["arn:aws:iam::111122223333:role/visits"], { negated: true }), "iam:role/*")).toBe("yes");
    expect(coversEveryResourceOf(element(["*"], { negated: true }), "iam:role/*")).toBe("no");
  });
});

describe("someWideGrant", () => {
  const grants = [{ actions: ["kms:Decrypt"], on: "kms:key/*", narrows: keepsToSome(["kms:ViaService", "kms:EncryptionContext:"]) }];

  test.each<[string, object, Ternary]>([
    ["every key", allow("kms:*"), "yes"],
    ["a Deny", { ...allow("kms:*"), Effect: "Deny" }, "no"],
    ["a service's keys", allow("kms:Decrypt", "*", { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } }), "no"],
    ["any service's keys", allow("kms:Decrypt", "*", { StringLike: { "kms:ViaService": "*" } }), "yes"],
    [
      "a service's keys, or a caller's own",
      allow("kms:Decrypt", "*", { StringEqualsIfExists: { "kms:ViaService": "s3.amazonaws.com" } }),
      "yes",
    ],
    ["all services' keys but one's", allow("kms:Decrypt", "*", { StringNotEquals: { "kms:ViaService": "s3.amazonaws.com" } }), "yes"],
    ["one patient's data", allow("kms:Decrypt", "*", { StringEquals: { "kms:EncryptionContext:patient": "7" } }), "no"],
    ["an unknown service's keys", allow("kms:Decrypt", "*", { StringEquals: { "kms:ViaService": UNKNOWN } }), "unknown"],
    ["unknown actions", allow(UNKNOWN), "unknown"],
  ])("%s", (_, statement, wanted) => {
    expect(someWideGrant(read(statement), grants).answer).toBe(wanted);
  });
});

describe("escalates", () => {
  test.each(escalationPaths.map((path) => [path.steps.map((step) => step.action).join(" with "), path] as const))("%s", (_, path) => {
    const statements = path.steps.map((step) => allow(step.action));
    expect(escalates(read(...statements))).toMatchObject({ answer: "yes", statements: statements.map((__, index) => index) });
    expect(escalates(read(...statements)).gains).toContain(path.gain);
    const short = statements.slice(0, -1);
    if (short.length > 0) expect(escalates(read(...short)).answer).toBe("no");
    const tagged = { StringEquals: { "aws:ResourceTag/team": "visits" } };
    const first = path.steps[0];
    expect(escalates(read(allow(first?.action, "*", tagged), ...statements.slice(1))).answer).toBe("no");
  });

  const passed: readonly [service: string, ...actions: string[]][] = [
    ["lambda", "lambda:CreateFunction", "lambda:InvokeFunction"],
    ["lambda", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
    ["lambda", "lambda:CreateFunction", "lambda:AddPermission"],
    ["ec2", "ec2:RunInstances"],
    ["ec2", "ec2:AssociateIamInstanceProfile"],
    ["ecs-tasks", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
    ["ecs-tasks", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
    ["ecs-tasks", "ecs:RegisterTaskDefinition", "ecs:UpdateService"],
    ["glue", "glue:CreateJob", "glue:StartJobRun"],
    ["glue", "glue:UpdateJob", "glue:StartJobRun"],
    ["cloudformation", "cloudformation:CreateStack"],
    ["cloudformation", "cloudformation:UpdateStack"],
    ["codebuild", "codebuild:CreateProject", "codebuild:StartBuild"],
    ["states", "states:CreateStateMachine", "states:StartExecution"],
    ["sagemaker", "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"],
    ["sagemaker", "sagemaker:CreateTrainingJob"],
    ["sagemaker", "sagemaker:CreateProcessingJob"],
    ["ssm", "ssm:StartAutomationExecution"],
    ["scheduler", "scheduler:CreateSchedule"],
    ["elasticmapreduce", "elasticmapreduce:RunJobFlow"],
    ["batch", "batch:RegisterJobDefinition", "batch:SubmitJob"],
  ];

  test.each(passed)("a role passed to %s with %s", (service, ...actions) => {
    const pass = (to: string) => allow("iam:PassRole", "*", { StringEquals: { "iam:PassedToService": to } });
    const steps = actions.map((action) => allow(action));
    expect(escalates(read(pass(`${service}.amazonaws.com`), ...steps)).answer).toBe("yes");
    expect(escalates(read(pass(`${service}.amazonaws.com.cn`), ...steps)).answer).toBe("yes");
    expect(escalates(read(pass("other.amazonaws.com"), ...steps)).answer).toBe("no");
    expect(escalates(read(pass(`${service}.amazonaws.com`), ...steps.slice(1))).answer).toBe("no");
    expect(escalates(read(allow("iam:PassRole", "arn:aws:iam::111122223333:role/app"), ...steps)).answer).toBe("no");
  });

  test.each([
    ["iam:CreatePolicyVersion", "iam:policy/*"],
    ["iam:SetDefaultPolicyVersion", "iam:policy/*"],
    ["iam:AttachUserPolicy", "iam:user/*"],
    ["iam:AttachGroupPolicy", "iam:group/*"],
    ["iam:AttachRolePolicy", "iam:role/*"],
    ["iam:PutUserPolicy", "iam:user/*"],
    ["iam:PutGroupPolicy", "iam:group/*"],
    ["iam:PutRolePolicy", "iam:role/*"],
    ["iam:AddUserToGroup", "iam:group/*"],
    ["sso:AttachManagedPolicyToPermissionSet", "sso:permissionSet/*"],
    ["sso:PutInlinePolicyToPermissionSet", "sso:permissionSet/*"],
    ["sso:CreateAccountAssignment", "sso:permissionSet/*"],
    ["iam:UpdateAssumeRolePolicy", "iam:role/*"],
    ["iam:CreateAccessKey", "iam:user/*"],
    ["iam:CreateLoginProfile", "iam:user/*"],
    ["iam:UpdateLoginProfile", "iam:user/*"],
    ["sts:AssumeRole", "iam:role/*"],
    ["iam:DeleteRolePermissionsBoundary", "iam:role/*"],
    ["iam:DeleteUserPermissionsBoundary", "iam:user/*"],
  ])("%s on every %s", (action, on) => {
    const [service = "", resource = ""] = on.split(":");
    expect(escalates(read(allow(action, `arn:aws:${service}:*:*:${resource}`))).answer).toBe("yes");
    expect(escalates(read(allow(action, `arn:aws:${service}:*:*:other/*`))).answer).toBe("no");
    expect(escalates(read(allow(action, `arn:aws:${service}::111122223333:${resource}one`))).answer).not.toBe("yes");
  });

  test.each(["iam:PolicyARN", "iam:PermissionsBoundary", "iam:AssociatedResourceArn", "iam:ResourceTag/team", "aws:ResourceTag/team"])(
    "a condition on %s closes a path",
    (key) => {
      expect(escalates(read(allow("iam:AttachRolePolicy", "*", { StringEquals: { [key]: "chosen" } }))).answer).toBe("no");
    },
  );

  test("an unknown resource or action leaves it open, and both in one statement are one path", () => {
    expect(escalates(read(allow("iam:PutRolePolicy", UNKNOWN))).answer).toBe("unknown");
    expect(escalates(read(allow(["iam:PassRole", "ec2:RunInstances"])))).toMatchObject({ answer: "yes", statements: [0] });
    expect(escalates(read(allow(["s3:GetObject"])))).toEqual({ answer: "no", statements: [], gains: [] });
  });

  test("a role that may be passed to a named service alone opens that service's path alone", () => {
    const toEc2 = allow("iam:PassRole", "*", { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } });
    expect(escalates(read(toEc2, allow("ec2:RunInstances"))).answer).toBe("yes");
    expect(escalates(read(toEc2, allow("cloudformation:CreateStack"))).answer).toBe("no");
    expect(
      escalates(read(allow("iam:PassRole", "*", { StringLike: { "iam:PassedToService": "*" } }), allow("ec2:RunInstances"))).answer,
    ).toBe("yes");
  });
});

describe("trustsSharedProvider", () => {
  const provider = (issuer: string) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
  const trust = (issuer: unknown, Condition?: unknown) => ({
    Effect: "Allow",
    Principal: { Federated: issuer },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition,
  });
  const sub = (issuer: string, value: unknown, operator = "StringLike") => ({ [operator]: { [`${issuer}:sub`]: value } });

  test.each([
    ["agent.buildkite.com", "sub"],
    ["api.pulumi.com/oidc", "aud"],
    ["app.terraform.io", "sub"],
    ["gitlab.com", "sub"],
    ["oidc-configuration.audit-log.githubusercontent.com", "sub"],
    ["oidc.codefresh.io", "sub"],
    ["oidc.vercel.com", "aud"],
    ["scalr.io", "sub"],
    ["token.actions.githubusercontent.com", "sub"],
    ["vstoken.actions.githubusercontent.com", "sub"],
  ])("%s serves many organizations, told apart by %s", (issuer, claim) => {
    const other = claim === "sub" ? "aud" : "sub";
    const by = (name: string, operator = "StringEquals") => trust(provider(issuer), { [operator]: { [`${issuer}:${name}`]: "clinic" } });
    expect(trustsSharedProvider(read(trust(provider(issuer)))).answer).toBe("yes");
    expect(trustsSharedProvider(read(by(claim))).answer).toBe("no");
    expect(trustsSharedProvider(read(by(claim, "StringEqualsIgnoreCase"))).answer).toBe("no");
    expect(trustsSharedProvider(read(by(other))).answer).toBe("yes");
  });

  test.each<[string, object, Ternary]>([
    ["no condition", trust(provider("gitlab.com")), "yes"],
    ["one project", trust(provider("gitlab.com"), sub("gitlab.com", "project_path:clinic/records:*")), "no"],
    ["every project", trust(provider("gitlab.com"), sub("gitlab.com", "project_path:*")), "yes"],
    ["one project or any", trust(provider("gitlab.com"), sub("gitlab.com", ["project_path:clinic/records:*", "*"])), "yes"],
    ["all projects but one", trust(provider("gitlab.com"), sub("gitlab.com", "project_path:clinic/*", "StringNotLike")), "yes"],
    ["another provider's claim", trust(provider("gitlab.com"), sub("app.terraform.io", "organization:clinic:*")), "yes"],
    ["a provider of the site's own", trust(provider("login.clinic.example")), "no"],
    ["an unknown provider", trust(UNKNOWN), "unknown"],
    ["an unknown provider, one subject", trust(UNKNOWN, sub("login.clinic.example", "nurse")), "no"],
    ["an unknown subject", trust(provider("gitlab.com"), sub("gitlab.com", UNKNOWN)), "unknown"],
    ["unknown conditions", trust(provider("gitlab.com"), UNKNOWN), "unknown"],
    ["a Deny", { ...trust(provider("gitlab.com")), Effect: "Deny" }, "no"],
  ])("%s", (_, statement, wanted) => {
    expect(trustsSharedProvider(read(statement)).answer).toBe(wanted);
  });
});

describe("deniesWithoutMfa", () => {
  const without = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
  const deny = (part: object) => ({ Effect: "Deny", Resource: "*", Condition: without, ...part });

  test.each<[string, object, Ternary]>([
    ["all but IAM's own", deny({ NotAction: ["iam:EnableMFADevice", "sts:GetSessionToken"] }), "yes"],
    ["all", deny({ Action: "*" }), "yes"],
    ["all but S3", deny({ NotAction: "s3:*" }), "no"],
    ["one service", deny({ Action: "s3:*" }), "no"],
    ["one resource", deny({ Action: "*", Resource: "arn:aws:s3:::records" }), "no"],
    ["only where the key is there", deny({ Action: "*", Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }), "no"],
    ["always", deny({ Action: "*", Condition: undefined }), "no"],
    ["an Allow", { ...deny({ Action: "*" }), Effect: "Allow" }, "no"],
    ["unknown conditions", deny({ Action: "*", Condition: UNKNOWN }), "unknown"],
    ["unknown exceptions", deny({ NotAction: UNKNOWN }), "unknown"],
  ])("%s", (_, statement, wanted) => {
    expect(deniesWithoutMfa(read(statement)).answer).toBe(wanted);
  });
});
