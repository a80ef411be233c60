import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What the rest of this program rests on, and complies: so that what it breaks is what is marked. */
export const prefix = `${pulumi.getProject()}-${pulumi.getStack()}`;
export const account = aws.getCallerIdentityOutput().accountId;
export const region = aws.getRegionOutput().region;

export const key = new aws.kms.Key("foundation", {
  description: "Everything that is encrypted here",
  enableKeyRotation: true,
  deletionWindowInDays: 30,
});

export function policy(...statements: readonly object[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

export function serviceTrust(service: string): pulumi.Output<string> {
  return policy({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  });
}

export function arnOf(service: string, resource: string): pulumi.Output<string> {
  return pulumi.interpolate`arn:aws:${service}:${region}:${account}:${resource}`;
}

export function logGroup(name: string): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(name, {
    name: `/${prefix}/${name}`,
    kmsKeyId: key.arn,
    retentionInDays: 2192,
    deletionProtectionEnabled: true,
  });
}

/** Refuses plain text, and where a version is given, older TLS. */
export function tlsStatements(actions: string, resources: pulumi.Input<string>[], olderThan?: string): object[] {
  const refuse = { Effect: "Deny", Principal: "*", Action: actions, Resource: resources };
  return [
    { ...refuse, Sid: "RefusePlainText", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ...(olderThan ? [{ ...refuse, Sid: "RefuseOldTls", Condition: { NumericLessThan: { "s3:TlsVersion": olderThan } } }] : []),
  ];
}
