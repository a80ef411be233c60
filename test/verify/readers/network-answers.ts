// An account whose services answer what a test wrote by hand, for what no emulator has.
import { EC2Client, EC2ServiceException } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { mockClient } from "aws-sdk-client-mock";
import { readConfiguration } from "../../../cli/run-output";
import { Account } from "../../../cli/verify/account";
import { ClientsOfRegions } from "../../../cli/verify/clients";
import { Found } from "../../../cli/verify/found";
import { judgeLive } from "../../../cli/verify/judge-live";
import { ec2Reader } from "../../../cli/verify/readers/ec2";
import { elbv2Reader } from "../../../cli/verify/readers/elbv2";
import type { Run } from "../../../policies/evidence/run";
import { accountId, region } from "../clinic-account";
import { failuresOf } from "../live";

/** What other services decide: backup plans, roles, patches. */
const decidedElsewhere: ReadonlySet<string> = new Set([
  "ebs-in-backup-plan",
  "ec2-in-backup-plan",
  "ec2-instance-profile",
  "ec2-managed-by-ssm",
  "ephi-classification-tag",
  "ssm-patch-compliance",
]);

/** The rules on networks, machines and load balancers that fail what ends with a name. */
export function failures(run: Run, name: string): readonly string[] {
  return failuresOf(run, name).filter((rule) => !decidedElsewhere.has(rule));
}

/** What AWS answers to who may not ask. */
export const denied = new EC2ServiceException({ name: "UnauthorizedOperation", $fault: "client", message: "denied", $metadata: {} });

/** A key of the account's own. */
export const ownKey = `arn:aws:kms:${region}:${accountId}:key/11111111-2222-3333-4444-555555555555`;

/** EC2 and Elastic Load Balancing that answer nothing but what a test gives them. */
export function answering() {
  const ec2 = mockClient(EC2Client);
  const elb = mockClient(ElasticLoadBalancingV2Client);
  beforeEach(() => {
    ec2.reset();
    elb.reset();
    ec2.onAnyCommand().resolves({});
    elb.onAnyCommand().resolves({});
  });
  afterAll(() => {
    ec2.restore();
    elb.restore();
  });
  return { ec2, elb };
}

/** Reads the two services of an account of which nothing else is there, and judges it. */
export async function verifyAnswers(regions: readonly string[] = [region]): Promise<{ readonly found: Found; readonly run: Run }> {
  const account = new Account(accountId, "aws", new ClientsOfRegions({}));
  const found = new Found(accountId);
  const claim = () => true;
  await Promise.all(
    regions.flatMap((each) => [ec2Reader, elbv2Reader].map(async (reader) => reader.read({ account, region: each, found, claim }))),
  );
  return { found, run: judgeLive(found, { configuration: readConfiguration(undefined), environment: {}, startedAt: new Date() }) };
}
