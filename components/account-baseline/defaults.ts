import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * What the account does where nobody says otherwise: volumes are encrypted, and buckets, snapshots, images and consoles are closed, whatever anybody clicks.
 * The settings of EC2 are the Region's, those of S3 and IAM the account's.
 * @param keyArn the key by which EBS encrypts
 * @param internet what the Internet is refused in all VPCs; nothing where it is left out
 */
export function closeDefaults(
  parent: pulumi.ComponentResource,
  name: string,
  keyArn: pulumi.Output<string>,
  internet: string | undefined,
): void {
  const options = { parent };
  new aws.s3.AccountPublicAccessBlock(
    name,
    { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    options,
  );
  const key = new aws.ebs.DefaultKmsKey(name, { keyArn }, options);
  new aws.ebs.EncryptionByDefault(name, { enabled: true }, { parent, dependsOn: key });
  new aws.ebs.SnapshotBlockPublicAccess(name, { state: "block-all-sharing" }, options);
  new aws.ec2.ImageBlockPublicAccess(name, { state: "block-new-sharing" }, options);
  new aws.ec2.SerialConsoleAccess(name, { enabled: false }, options);
  if (internet !== undefined) new aws.ec2.VpcBlockPublicAccessOptions(name, { internetGatewayBlockMode: internet }, options);
  // Machines that say nothing of it give their credentials to signed requests only, and not to containers two hops away.
  new aws.ec2.InstanceMetadataDefaults(name, { httpTokens: "required", httpPutResponseHopLimit: 1 }, options);
  // For the users that are left: people belong into IAM Identity Center.
  new aws.iam.AccountPasswordPolicy(
    name,
    {
      minimumPasswordLength: 14,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      allowUsersToChangePassword: true,
      hardExpiry: false,
      maxPasswordAge: 90,
      passwordReusePrevention: 24,
    },
    options,
  );
}
