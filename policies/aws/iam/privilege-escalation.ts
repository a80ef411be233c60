import { and, every, or, some, type Ternary } from "../ternary";
import { hasEffect, type StatementAnswer } from "./answer";
import type { Condition, PolicyDocument } from "./document";
import { includes, openAnswer } from "./element";
import { grantsWidely, keepsToSome } from "./wide-grant";

/** One permission that a path needs. */
interface Step {
  readonly action: string;
  /** The resources of which every one must be allowed, as "iam:role/*". Absent: the action is dangerous on any resource. */
  readonly on?: string;
}

/** A way from some permissions to others that were never granted. */
interface EscalationPath {
  /** What the identity gains, for a message: a clause. */
  readonly gain: string;
  /** The permissions, all of which it takes. */
  readonly steps: readonly Step[];
  /** The service that a passed role is passed to; a condition iam:PassedToService for others closes the path. */
  readonly service?: string;
}

const changesPolicies = "change the policies that apply to it";
const takesIdentity = "act as another identity";
const loosens = "lift the limit that is set on it";

function direct(gain: string, action: string, on: string): EscalationPath {
  return { gain, steps: [{ action, on }] };
}

/** A role passed to a service, which then acts with the role's permissions for whoever told it what to do. */
function passRole(service: string, ...actions: readonly string[]): EscalationPath {
  return {
    gain: `have ${service} act with any role`,
    service,
    steps: [{ action: "iam:PassRole", on: "iam:role/*" }, ...actions.map((action) => ({ action }))],
  };
}

/**
 * Paths to more privilege, by what each action does according to AWS:
 * - policies: IAM API Reference, AttachUserPolicy and its fellows, PutUserPolicy and its fellows, CreatePolicyVersion, SetDefaultPolicyVersion,
 *   AddUserToGroup, UpdateAssumeRolePolicy, Delete...PermissionsBoundary; all "Permissions management" in the Service Authorization Reference
 *   (AddUserToGroup: "Write").
 * - credentials: IAM API Reference, CreateAccessKey, CreateLoginProfile, UpdateLoginProfile; STS API Reference, AssumeRole.
 * - IAM Identity Center API Reference, AttachManagedPolicyToPermissionSet, PutInlinePolicyToPermissionSet, CreateAccountAssignment.
 * - passing a role: IAM User Guide, "Grant a user permissions to pass a role to an AWS service", and the API reference of each service, whose
 *   action takes the role's ARN.
 */
export const escalationPaths: readonly EscalationPath[] = [
  direct(changesPolicies, "iam:CreatePolicyVersion", "iam:policy/*"),
  direct(changesPolicies, "iam:SetDefaultPolicyVersion", "iam:policy/*"),
  direct(changesPolicies, "iam:AttachUserPolicy", "iam:user/*"),
  direct(changesPolicies, "iam:AttachGroupPolicy", "iam:group/*"),
  direct(changesPolicies, "iam:AttachRolePolicy", "iam:role/*"),
  direct(changesPolicies, "iam:PutUserPolicy", "iam:user/*"),
  direct(changesPolicies, "iam:PutGroupPolicy", "iam:group/*"),
  direct(changesPolicies, "iam:PutRolePolicy", "iam:role/*"),
  direct(changesPolicies, "iam:AddUserToGroup", "iam:group/*"),
  direct(changesPolicies, "sso:AttachManagedPolicyToPermissionSet", "sso:permissionSet/*"),
  direct(changesPolicies, "sso:PutInlinePolicyToPermissionSet", "sso:permissionSet/*"),
  direct(takesIdentity, "sso:CreateAccountAssignment", "sso:permissionSet/*"),
  direct(takesIdentity, "iam:UpdateAssumeRolePolicy", "iam:role/*"),
  direct(takesIdentity, "iam:CreateAccessKey", "iam:user/*"),
  direct(takesIdentity, "iam:CreateLoginProfile", "iam:user/*"),
  direct(takesIdentity, "iam:UpdateLoginProfile", "iam:user/*"),
  direct(takesIdentity, "sts:AssumeRole", "iam:role/*"),
  direct(loosens, "iam:DeleteRolePermissionsBoundary", "iam:role/*"),
  direct(loosens, "iam:DeleteUserPermissionsBoundary", "iam:user/*"),
  passRole("lambda.amazonaws.com", "lambda:CreateFunction", "lambda:InvokeFunction"),
  passRole("lambda.amazonaws.com", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"),
  passRole("lambda.amazonaws.com", "lambda:CreateFunction", "lambda:AddPermission"),
  passRole("ec2.amazonaws.com", "ec2:RunInstances"),
  passRole("ec2.amazonaws.com", "ec2:AssociateIamInstanceProfile"),
  passRole("ecs-tasks.amazonaws.com", "ecs:RegisterTaskDefinition", "ecs:RunTask"),
  passRole("ecs-tasks.amazonaws.com", "ecs:RegisterTaskDefinition", "ecs:CreateService"),
  passRole("ecs-tasks.amazonaws.com", "ecs:RegisterTaskDefinition", "ecs:UpdateService"),
  passRole("glue.amazonaws.com", "glue:CreateJob", "glue:StartJobRun"),
  passRole("glue.amazonaws.com", "glue:UpdateJob", "glue:StartJobRun"),
  passRole("cloudformation.amazonaws.com", "cloudformation:CreateStack"),
  passRole("cloudformation.amazonaws.com", "cloudformation:UpdateStack"),
  passRole("codebuild.amazonaws.com", "codebuild:CreateProject", "codebuild:StartBuild"),
  passRole("states.amazonaws.com", "states:CreateStateMachine", "states:StartExecution"),
  passRole("sagemaker.amazonaws.com", "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"),
  passRole("sagemaker.amazonaws.com", "sagemaker:CreateTrainingJob"),
  passRole("sagemaker.amazonaws.com", "sagemaker:CreateProcessingJob"),
  passRole("ssm.amazonaws.com", "ssm:StartAutomationExecution"),
  passRole("scheduler.amazonaws.com", "scheduler:CreateSchedule"),
  passRole("elasticmapreduce.amazonaws.com", "elasticmapreduce:RunJobFlow"),
  passRole("batch.amazonaws.com", "batch:RegisterJobDefinition", "batch:SubmitJob"),
];

/** Conditions that leave an identity only what somebody chose: a policy, a boundary that new ones must have, a resource by its tag. */
const keepsToChosen = keepsToSome([
  "iam:PolicyARN",
  "iam:PermissionsBoundary",
  "iam:AssociatedResourceArn",
  "iam:ResourceTag/",
  "aws:ResourceTag/",
]);

function closes(path: EscalationPath): (condition: Condition) => Ternary {
  return (condition) => or(keepsToChosen(condition), path.service === undefined ? "no" : passesToOthers(condition, path.service));
}

/** Whether iam:PassedToService names services, and this one is not among them. */
function passesToOthers(condition: Condition, service: string): Ternary {
  const { key, values } = condition;
  if (key !== "iam:passedtoservice" || keepsToSome(["iam:PassedToService"])(condition) === "no") return "no";
  // In China the principals of some services end in ".cn".
  if (values.known.some((value) => value.replace(/\.cn$/, "") === service || /[*?]/.test(value))) return "no";
  return values.open ? "unknown" : "yes";
}

/** The answer on all paths, with what an identity would gain by those that are open. */
export interface EscalationAnswer extends StatementAnswer {
  readonly gains: readonly string[];
}

/**
 * Whether a document lets an identity gain permissions that nobody gave it, by one of the {@link escalationPaths}. The steps may stand in different
 * statements. Deny statements and conditions on the caller (multi-factor authentication, an address) do not close a path.
 */
export function escalates(document: PolicyDocument): EscalationAnswer {
  const found = escalationPaths.map((path) => {
    const steps = path.steps.map((step) =>
      document.statements.map((statement) => ({ index: statement.index, answer: grantsStep(step, path, statement) })),
    );
    const answer = every(steps, (step) =>
      or(
        some(step, (statement) => statement.answer),
        openAnswer(document.open),
      ),
    );
    return { path, answer, steps };
  });
  const answer = some(found, (path) => path.answer);
  const deciding = answer === "no" ? [] : found.filter((path) => path.answer === answer);
  const statements = deciding.flatMap(({ steps }) => steps.flat().filter((step) => step.answer === answer)).map(({ index }) => index);
  return {
    answer,
    statements: [...new Set(statements)].sort((left, right) => left - right),
    gains: [...new Set(deciding.map(({ path }) => path.gain))],
  };
}

function grantsStep(step: Step, path: EscalationPath, statement: PolicyDocument["statements"][number]): Ternary {
  if (step.on !== undefined) return grantsWidely(statement, { actions: [step.action], on: step.on, narrows: closes(path) });
  return and(hasEffect(statement, "Allow"), includes(statement.actions, step.action, false));
}
