import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { recordsKey } from "./keys";
import { account, prefix, region } from "./naming";

const tag = new pulumi.Config().require("imageTag");

/** The image of one of our programs, in a repository of its own. */
export function image(name: string): pulumi.Output<string> {
  const repository = new aws.ecr.Repository(name, {
    name: `${prefix}/${name}`,
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: recordsKey.arn }],
  });
  return pulumi.interpolate`${account}.dkr.ecr.${region}.amazonaws.com/${repository.name}:${tag}`;
}
