import type { DescribeSecretResponse, SecretListEntry } from "@aws-sdk/client-secrets-manager";
import type { ClassName } from "../../../policies/aws/kinds";
import type { Unknown } from "../../../policies/unknown";
import { secretsmanagerCalls as calls } from "../calls/secretsmanager";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = [
  "secretsmanager.Secret",
  "secretsmanager.SecretPolicy",
  "secretsmanager.SecretRotation",
] as const satisfies readonly ClassName[];

/**
 * Secrets of a Region and how they are rotated, never what they say; policies and replicas are inline. Left out are secrets that another service
 * made for itself, which that service rotates and encrypts as its own resource says, and replicas, which are a part of the secret in its own Region.
 */
export const secretsmanagerReader: ServiceReader = { service: "secretsmanager", calls, regional: true, kinds, read };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const secrets = await account.list(
    region,
    calls.secrets,
    { MaxResults: 100 },
    {
      items: (page) => page.SecretList,
      next: ({ NextToken: token }) => (token === undefined || token === "" ? undefined : { NextToken: token }),
    },
  );
  const own = listed(reading, kinds, secrets).filter(
    ({ OwningService: service, PrimaryRegion: primary }) =>
      (service === undefined || service === "") && (primary === undefined || primary === region),
  );
  await forEach(own, (secret) => readSecret(reading, secret));
}

async function readSecret(reading: Reading, listedAs: SecretListEntry): Promise<void> {
  const { account, region, found } = reading;
  const { ARN: arn, Name: name } = listedAs;
  if (arn === undefined || name === undefined) return;
  // The list leaves out the replicas.
  const [described, policy] = await Promise.all([
    account.ask(region, calls.secret, { SecretId: arn }, ["ResourceNotFoundException"]),
    account.ask(region, calls.secretPolicy, { SecretId: arn }, ["ResourceNotFoundException"]),
  ]);
  if (described.state === "absent") return;
  const said = <Part>(select: (secret: DescribeSecretResponse) => Part): Part | Unknown | undefined => part(described, select);
  const urn = found.add({
    kind: "secretsmanager.Secret",
    id: arn,
    region,
    inputs: {
      name,
      kmsKeyId: said(({ KmsKeyId: key }) => keyArn(reading, key)),
      replicas: said(({ ReplicationStatus: replicas }) =>
        replicas?.map(({ Region, KmsKeyId }) => ({ region: Region, kmsKeyId: keyArn({ account, region: Region ?? region }, KmsKeyId) })),
      ),
      policy: part(policy, ({ ResourcePolicy: document }) => document),
      tags: said(({ Tags: tags }) => tagsOf(tags)),
    },
    outputs: { arn, id: arn, name },
    answers: [described, policy],
    observed: {
      rotationEnabled: said(({ RotationEnabled: on }) => on === true),
      lastRotated: said(({ LastRotatedDate: day }) => day?.toISOString()),
      nextRotation: said(({ NextRotationDate: day }) => day?.toISOString()),
    },
  });
  const rotates = described.state === "unread" || described.value.RotationEnabled === true || described.value.RotationRules !== undefined;
  if (!rotates) return;
  found.add({
    kind: "secretsmanager.SecretRotation",
    id: arn,
    region,
    inputs: {
      secretId: arn,
      rotationEnabled: said(({ RotationEnabled: on }) => on === true),
      rotationLambdaArn: said(({ RotationLambdaARN: lambda }) => lambda),
      rotationRules: said(({ RotationRules: rules }) => ({
        automaticallyAfterDays: rules?.AutomaticallyAfterDays,
        duration: rules?.Duration,
        scheduleExpression: rules?.ScheduleExpression,
      })),
    },
    refersTo: { secretId: urn },
    answers: [described],
    mayBeAbsent: described.state === "unread",
  });
}
