import {
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import { service } from "../emulator";
import { emulated } from "../kind";

const kms = service((configuration) => new KMSClient(configuration));

const key = emulated("kms.Key", {
  async create(making) {
    const { description, policy, multiRegion, customerMasterKeySpec: KeySpec, keyUsage: KeyUsage } = making.inputs;
    const { KeyMetadata: made } = await kms(making, CreateKeyCommand, {
      Description: description,
      Policy: policy,
      MultiRegion: multiRegion,
      KeySpec,
      KeyUsage,
      Tags: Object.entries(making.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    });
    const id = made?.KeyId ?? "";
    if (making.inputs.enableKeyRotation)
      await kms(making, EnableKeyRotationCommand, { KeyId: id, RotationPeriodInDays: making.inputs.rotationPeriodInDays });
    return { id, outputs: { arn: made?.Arn, keyId: id } };
  },
  async read(standing) {
    const KeyId = standing.id;
    const { KeyMetadata: found } = await kms(standing, DescribeKeyCommand, { KeyId });
    // For Terraform's provider and Pulumi's, a key that waits for its deletion is gone.
    if (found?.KeyState === "PendingDeletion") return undefined;
    const { KeyRotationEnabled: enableKeyRotation } = await kms(standing, GetKeyRotationStatusCommand, { KeyId });
    const { Policy: policy } = await kms(standing, GetKeyPolicyCommand, { KeyId, PolicyName: "default" });
    return { enableKeyRotation, policy, ...(found?.KeyState === "Disabled" && { isEnabled: false }) };
  },
  async update(standing) {
    const { enableKeyRotation, policy, rotationPeriodInDays: RotationPeriodInDays } = standing.inputs;
    const KeyId = standing.id;
    if (policy !== undefined) await kms(standing, PutKeyPolicyCommand, { KeyId, PolicyName: "default", Policy: policy });
    if (enableKeyRotation) await kms(standing, EnableKeyRotationCommand, { KeyId, RotationPeriodInDays });
    else await kms(standing, DisableKeyRotationCommand, { KeyId });
  },
  delete: (standing) =>
    kms(standing, ScheduleKeyDeletionCommand, { KeyId: standing.id, PendingWindowInDays: standing.inputs.deletionWindowInDays }),
});

const alias = emulated("kms.Alias", {
  async create(making) {
    const { name = "", targetKeyId } = making.inputs;
    await kms(making, CreateAliasCommand, { AliasName: name, TargetKeyId: targetKeyId });
    return { id: name };
  },
  async read(standing) {
    // DescribeKey takes aliases; one that is gone is NotFoundException.
    const { KeyMetadata: found } = await kms(standing, DescribeKeyCommand, { KeyId: standing.id });
    const target = standing.inputs.targetKeyId;
    return { targetKeyId: target.startsWith("arn:") ? found?.Arn : found?.KeyId };
  },
  update: (standing) => kms(standing, UpdateAliasCommand, { AliasName: standing.id, TargetKeyId: standing.inputs.targetKeyId }),
  delete: (standing) => kms(standing, DeleteAliasCommand, { AliasName: standing.id }),
});

export const kmsKinds = [key, alias];
