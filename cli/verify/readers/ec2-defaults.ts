import type { ClassName } from "../../../policies/aws/kinds";
import { ec2Calls as calls } from "../calls/ec2";
import { part } from "../found";
import type { Reading } from "../reader";

export const defaultKinds = [
  "ebs.DefaultKmsKey",
  "ebs.EncryptionByDefault",
  "ebs.SnapshotBlockPublicAccess",
  "ec2.ImageBlockPublicAccess",
  "ec2.InstanceMetadataDefaults",
  "ec2.SerialConsoleAccess",
  "ec2.VpcBlockPublicAccessOptions",
] as const satisfies readonly ClassName[];

/** What holds in a Region wherever a resource says nothing. Each setting is always there, and what it is set to is told. */
export async function readDefaults({ account, region, found }: Reading): Promise<void> {
  const [encryption, key, snapshots, images, metadata, console, internet] = await Promise.all([
    account.ask(region, calls.ebsEncryption, {}),
    account.ask(region, calls.ebsKey, {}),
    account.ask(region, calls.snapshotBlock, {}),
    account.ask(region, calls.imageBlock, {}),
    account.ask(region, calls.metadataDefaults, {}),
    account.ask(region, calls.serialConsole, {}),
    account.ask(region, calls.vpcBlock, {}),
  ]);
  const id = `${account.id}/${region}`;
  found.add({
    kind: "ebs.EncryptionByDefault",
    id,
    region,
    inputs: { enabled: part(encryption, ({ EbsEncryptionByDefault: on }) => on === true) },
    answers: [encryption],
  });
  found.add({
    kind: "ebs.DefaultKmsKey",
    id,
    region,
    inputs: { keyArn: part(key, ({ KmsKeyId: named }) => named) },
    answers: [key],
  });
  found.add({
    kind: "ebs.SnapshotBlockPublicAccess",
    id,
    region,
    inputs: { state: part(snapshots, ({ State: state }) => state) },
    answers: [snapshots],
  });
  found.add({
    kind: "ec2.ImageBlockPublicAccess",
    id,
    region,
    inputs: { state: part(images, ({ ImageBlockPublicAccessState: state }) => state) },
    answers: [images],
  });
  found.add({
    kind: "ec2.InstanceMetadataDefaults",
    id,
    region,
    // A default that expresses no preference is not in the answer.
    inputs: {
      httpTokens: part(metadata, ({ AccountLevel: set }) => set?.HttpTokens),
      httpEndpoint: part(metadata, ({ AccountLevel: set }) => set?.HttpEndpoint),
      httpPutResponseHopLimit: part(metadata, ({ AccountLevel: set }) => set?.HttpPutResponseHopLimit),
      instanceMetadataTags: part(metadata, ({ AccountLevel: set }) => set?.InstanceMetadataTags),
    },
    answers: [metadata],
  });
  found.add({
    kind: "ec2.SerialConsoleAccess",
    id,
    region,
    inputs: { enabled: part(console, ({ SerialConsoleAccessEnabled: on }) => on === true) },
    answers: [console],
  });
  found.add({
    kind: "ec2.VpcBlockPublicAccessOptions",
    id,
    region,
    inputs: { internetGatewayBlockMode: part(internet, ({ VpcBlockPublicAccessOptions: set }) => set?.InternetGatewayBlockMode) },
    answers: [internet],
  });
}
