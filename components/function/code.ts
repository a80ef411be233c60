import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isDeprecatedRuntime } from "../../policies/aws/lambda-runtimes";
import { type Check, input, objectOf, text } from "../foundation/checks";
import type { Tags } from "../foundation/classification";
import { physicalName } from "../foundation/physical-name";

/** Code in a package. It is signed when it is deployed, and Lambda takes no other. */
export interface FunctionCode {
  /** The code and what it needs, as Lambda takes it: `new pulumi.asset.FileArchive("./intake")`. */
  archive: pulumi.asset.Archive;
  /** What is called: "index.handler". */
  handler: string;
  /** The runtime, as in "nodejs22.x". Runtimes that Lambda no longer patches are refused. Serves 45 CFR 164.308(a)(5)(ii)(B). */
  runtime: string;
  /** The name of the bucket in which packages are signed and kept; one that keeps versions, as a DataBucket does. Many functions can share it. */
  bucket: pulumi.Input<string>;
}

const archive: Check = {
  required: true,
  look: (value) =>
    pulumi.asset.Archive.isInstance(value) || pulumi.Output.isInstance(value)
      ? undefined
      : { at: "", problem: "must be an archive, as in new pulumi.asset.FileArchive(...)" },
};

const runtimeName = text({
  maximum: 30,
  matching: /^(?:nodejs|python|java|dotnet|ruby|provided)[a-z0-9.]*$/,
  described: "a runtime of Lambda",
});

/** The check of the argument `code`. */
export const codeArgument: Check = objectOf<FunctionCode>({
  archive,
  handler: text({ maximum: 128, matching: /^\S+$/, described: "a handler" }),
  runtime: {
    required: true,
    look: (value) =>
      typeof value === "string" && isDeprecatedRuntime(value)
        ? { at: "", problem: "must be a runtime that Lambda still patches" }
        : runtimeName.look(value),
  },
  bucket: input(text({ maximum: 63, matching: /^[a-z0-9][a-z0-9.-]+$/, described: "a bucket's name" })),
});

/** Code as `aws.lambda.Function` takes it. */
export type SignedCode = Pick<
  aws.lambda.FunctionArgs,
  "packageType" | "s3Bucket" | "s3Key" | "handler" | "runtime" | "codeSigningConfigArn"
>;

/**
 * Signs a package with a profile of the function's own, and has Lambda refuse whatever that profile did not sign: 45 CFR 164.312(c)(1), (c)(2). Signing code for
 * Lambda costs nothing. Source: Lambda Developer Guide, "Using code signing to verify code integrity with Lambda".
 */
export function signedCode(parent: pulumi.ComponentResource, name: string, code: FunctionCode, tags: Tags): SignedCode {
  const child = { parent };
  const profile = new aws.signer.SigningProfile(
    name,
    {
      // Names of profiles hold no dashes, and one that was cancelled cannot be had again.
      namePrefix: `${physicalName(name, 30).replace(/-/g, "_")}_`,
      platformId: "AWSLambda-SHA384-ECDSA",
      signatureValidityPeriod: { type: "MONTHS", value: 135 },
      tags,
    },
    child,
  );
  const unsigned = new aws.s3.BucketObjectv2(name, { bucket: code.bucket, key: `unsigned/${name}.zip`, source: code.archive, tags }, child);
  const job = new aws.signer.SigningJob(
    name,
    {
      profileName: profile.name,
      source: { s3: { bucket: code.bucket, key: unsigned.key, version: unsigned.versionId } },
      destination: { s3: { bucket: code.bucket, prefix: `signed/${name}/` } },
    },
    child,
  );
  const signing = new aws.lambda.CodeSigningConfig(
    name,
    {
      description: `Code of ${name}`,
      allowedPublishers: { signingProfileVersionArns: [profile.versionArn] },
      policies: { untrustedArtifactOnDeployment: "Enforce" },
      tags,
    },
    child,
  );
  return {
    packageType: "Zip",
    s3Bucket: code.bucket,
    s3Key: job.signedObjects.apply((objects) => objects[0]?.s3s[0]?.key ?? ""),
    handler: code.handler,
    runtime: code.runtime,
    codeSigningConfigArn: signing.arn,
  };
}
