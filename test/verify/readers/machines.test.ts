// The Region's defaults, instances, disks and snapshots as phiguard verify reads them.
import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNetworkInterfaceAttributeCommand,
  DescribeSnapshotAttributeCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  EC2ServiceException,
  GetEbsDefaultKmsKeyIdCommand,
  GetEbsEncryptionByDefaultCommand,
  GetImageBlockPublicAccessStateCommand,
  GetInstanceMetadataDefaultsCommand,
  GetSerialConsoleAccessStatusCommand,
  GetSnapshotBlockPublicAccessStateCommand,
  type Instance,
} from "@aws-sdk/client-ec2";
import type { Found } from "../../../cli/verify/found";
import type { Run } from "../../../policies/evidence/run";
import { UNKNOWN } from "../../../policies/unknown";
import { accountId, region } from "../clinic-account";
import { verdictOn } from "../live";
import { answering, denied, failures, ownKey, verifyAnswers } from "./network-answers";

jest.setTimeout(120_000);

describe("with answers written by hand, since no emulator has it", () => {
  const { ec2 } = answering();

  const ofAccount = (run: Run, rule: string) => run.verdicts.find((verdict) => verdict.rule === rule)?.outcome;

  const goodDefaults = () => {
    ec2.on(GetEbsEncryptionByDefaultCommand).resolves({ EbsEncryptionByDefault: true });
    ec2.on(GetEbsDefaultKmsKeyIdCommand).resolves({ KmsKeyId: ownKey });
    ec2.on(GetSnapshotBlockPublicAccessStateCommand).resolves({ State: "block-all-sharing", ManagedBy: "account" });
    ec2.on(GetImageBlockPublicAccessStateCommand).resolves({ ImageBlockPublicAccessState: "block-new-sharing", ManagedBy: "account" });
    ec2.on(GetSerialConsoleAccessStatusCommand).resolves({ SerialConsoleAccessEnabled: false, ManagedBy: "account" });
    ec2.on(GetInstanceMetadataDefaultsCommand).resolves({ AccountLevel: { HttpTokens: "required", ManagedBy: "account" } });
    ec2.on(DescribeVpcBlockPublicAccessOptionsCommand).resolves({
      VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: "block-ingress", State: "update-complete" },
    });
  };
  const defaultsOfAccount = [
    "ebs-encryption-by-default",
    "ebs-snapshot-block-public-access",
    "ami-block-public-access",
    "ec2-serial-console-off",
    "vpc-block-public-access",
  ] as const;
  const outcomes = (run: Run) => defaultsOfAccount.map((rule) => ofAccount(run, rule));

  test("the Region's defaults", async () => {
    goodDefaults();
    expect(outcomes((await verifyAnswers()).run)).toEqual(["pass", "pass", "pass", "pass", "pass"]);

    ec2.on(GetEbsEncryptionByDefaultCommand).resolves({ EbsEncryptionByDefault: false });
    ec2.on(GetSnapshotBlockPublicAccessStateCommand).resolves({ State: "unblocked" });
    ec2.on(GetImageBlockPublicAccessStateCommand).resolves({ ImageBlockPublicAccessState: "unblocked" });
    ec2.on(GetSerialConsoleAccessStatusCommand).resolves({ SerialConsoleAccessEnabled: true });
    ec2.on(DescribeVpcBlockPublicAccessOptionsCommand).resolves({ VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: "off" } });
    expect(outcomes((await verifyAnswers()).run)).toEqual(["fail", "fail", "fail", "fail", "fail"]);

    ec2.reset();
    ec2.onAnyCommand().rejects(denied);
    const open = await verifyAnswers();
    expect(outcomes(open.run)).toEqual(defaultsOfAccount.map(() => "undetermined"));
    expect(open.run.problems.some(({ message }) => message.includes("UnauthorizedOperation (ec2:GetEbsEncryptionByDefault)"))).toBe(true);
  });

  test("each Region must be as the rules ask", async () => {
    goodDefaults();
    ec2
      .on(DescribeVpcBlockPublicAccessOptionsCommand)
      .resolvesOnce({ VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: "block-ingress" } })
      .resolves({ VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: "off" } });
    expect(ofAccount((await verifyAnswers([region, "us-west-2"])).run, "vpc-block-public-access")).toBe("fail");
  });

  const instance = (id: string, more: Instance): Instance => ({
    InstanceId: id,
    ImageId: "ami-0123456789abcdef0",
    InstanceType: "m7g.large",
    State: { Name: "running" },
    Monitoring: { State: "enabled" },
    MetadataOptions: { HttpTokens: "required", HttpEndpoint: "enabled", HttpPutResponseHopLimit: 2, State: "applied" },
    RootDeviceName: "/dev/xvda",
    RootDeviceType: "ebs",
    BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { VolumeId: `vol-of-${id}`, DeleteOnTermination: true, Status: "attached" } }],
    NetworkInterfaces: [{ NetworkInterfaceId: `eni-of-${id}`, Attachment: { DeviceIndex: 0 }, OwnerId: accountId }],
    SubnetId: "subnet-0123456789abcdef0",
    ...more,
  });
  const attributes = () => {
    ec2.on(DescribeInstanceAttributeCommand, { Attribute: "disableApiTermination" }).resolves({ DisableApiTermination: { Value: true } });
    ec2.on(DescribeInstanceAttributeCommand, { Attribute: "userData" }).resolves({ UserData: {} });
  };

  test("instances: monitored, stopped, of a service of AWS's, gone in the meantime", async () => {
    attributes();
    const stopped: Instance = { State: { Name: "stopped" } };
    ec2.on(DescribeInstancesCommand).resolves({
      Reservations: [
        {
          OwnerId: accountId,
          Instances: [
            instance("i-good", {}),
            instance("i-stopped-private", stopped),
            instance("i-stopped-public", stopped),
            instance("i-stopped-denied", stopped),
            instance("i-managed", { Operator: { Managed: true, Principal: "eks.amazonaws.com" }, Monitoring: { State: "disabled" } }),
            instance("i-gone", {}),
            instance("i-on-host", { RootDeviceType: "instance-store", BlockDeviceMappings: [] }),
          ],
        },
      ],
    });
    ec2
      .on(DescribeInstanceAttributeCommand, { InstanceId: "i-gone", Attribute: "userData" })
      .rejects(new EC2ServiceException({ name: "InvalidInstanceID.NotFound", $fault: "client", message: "gone", $metadata: {} }));
    ec2.on(DescribeNetworkInterfaceAttributeCommand, { NetworkInterfaceId: "eni-of-i-stopped-private" }).resolves({
      AssociatePublicIpAddress: false,
    });
    ec2.on(DescribeNetworkInterfaceAttributeCommand, { NetworkInterfaceId: "eni-of-i-stopped-public" }).resolves({
      AssociatePublicIpAddress: true,
    });
    ec2.on(DescribeNetworkInterfaceAttributeCommand, { NetworkInterfaceId: "eni-of-i-stopped-denied" }).rejects(denied);
    const names = ["i-good", "i-stopped-private", "i-stopped-public", "i-stopped-denied"];
    const volumesOf = (encrypted: boolean) =>
      names.map((name) => ({
        VolumeId: `vol-of-${name}`,
        Encrypted: encrypted,
        ...(encrypted && { KmsKeyId: ownKey }),
        State: "in-use" as const,
      }));
    ec2.on(DescribeVolumesCommand).resolves({ Volumes: volumesOf(true) });

    const { run, found } = await verifyAnswers();
    const machines = found.resources.filter(({ type }) => type === "aws:ec2/instance:Instance").map(({ name }) => name.split("/")[1]);
    expect(machines.sort()).toEqual(["i-good", "i-on-host", "i-stopped-denied", "i-stopped-private", "i-stopped-public"]);
    expect(failures(run, "i-good")).toEqual([]);
    expect(verdictOn(run, "ec2-detailed-monitoring", "i-good")).toBe("pass");
    expect(names.map((name) => verdictOn(run, "ec2-no-public-ip", name))).toEqual(["pass", "pass", "fail", "undetermined"]);
    expect(verdictOn(run, "ec2-block-devices-encrypted", "i-good")).toBe("pass");
    expect(verdictOn(run, "ec2-block-devices-encrypted", "i-on-host")).toBe("undetermined");
    expect(found.resources.filter(({ type }) => type === "aws:ebs/volume:Volume")).toEqual([]);

    ec2.on(DescribeVolumesCommand).resolves({ Volumes: volumesOf(false) });
    expect(verdictOn((await verifyAnswers()).run, "ec2-block-devices-encrypted", "i-good")).toBe("fail");
    ec2.on(DescribeVolumesCommand).rejects(denied);
    expect(verdictOn((await verifyAnswers()).run, "ec2-block-devices-encrypted", "i-good")).toBe("undetermined");
  });

  test("volumes that stand on their own, and snapshots whose volume is gone or a disk of an instance", async () => {
    attributes();
    ec2
      .on(DescribeInstancesCommand)
      .resolves({ Reservations: [{ Instances: [instance("i-1", { Tags: [{ Key: "DataClassification", Value: "ephi" }] })] }] });
    ec2.on(DescribeVolumesCommand).resolves({
      Volumes: [
        { VolumeId: "vol-of-i-1", Encrypted: true, KmsKeyId: ownKey, State: "in-use" },
        {
          VolumeId: "vol-data",
          Encrypted: true,
          KmsKeyId: ownKey,
          State: "in-use",
          SnapshotId: "",
          Attachments: [{ InstanceId: "i-1", DeleteOnTermination: false }],
        },
        { VolumeId: "vol-leaving", Encrypted: false, State: "deleting" },
      ],
    });
    ec2.on(DescribeSnapshotsCommand).resolves({
      Snapshots: [
        { SnapshotId: "snap-copy", VolumeId: "vol-ffffffff", Encrypted: true, KmsKeyId: ownKey, OwnerId: accountId, State: "completed" },
        { SnapshotId: "snap-orphan", VolumeId: "vol-long-gone", Encrypted: false, OwnerId: accountId, State: "completed" },
        {
          SnapshotId: "snap-of-root",
          VolumeId: "vol-of-i-1",
          Encrypted: true,
          OwnerId: accountId,
          State: "completed",
          Tags: [{ Key: "DataClassification", Value: "none" }],
        },
      ],
    });
    ec2.on(DescribeSnapshotAttributeCommand).resolves({ CreateVolumePermissions: [] });
    ec2
      .on(DescribeSnapshotAttributeCommand, { SnapshotId: "snap-copy" })
      .resolves({ CreateVolumePermissions: [{ UserId: "444455556666" }] });
    ec2.on(DescribeSnapshotAttributeCommand, { SnapshotId: "snap-orphan" }).rejects(denied);
    const { run, found } = await verifyAnswers();
    const volumes = found.resources.filter(({ type }) => type === "aws:ebs/volume:Volume").map(({ name }) => name.split("/")[1]);
    expect(volumes).toEqual(["vol-data"]);
    expect(failures(run, "vol-data")).toEqual([]);
    expect(verdictOn(run, "ebs-snapshot-encrypted", "snap-copy")).toBe("pass");
    expect(verdictOn(run, "ebs-snapshot-encrypted", "snap-orphan")).toBe("fail");
    expect(verdictOn(run, "ebs-snapshot-not-shared", "snap-copy/444455556666")).toBe("fail");
    expect(verdictOn(run, "ebs-snapshot-not-shared", "snap-orphan")).toBe("undetermined");
    // What an instance keeps comes to the snapshots of its disks, whatever they are called.
    expect(verdictOn(run, "ephi-not-received-where-classified-out", "snap-of-root")).toBe("fail");
  });

  test("a launch template has tags of its own, of which its versions do not tell", async () => {
    const launched = { LaunchTemplateId: "lt-1", LaunchTemplateName: "desk" };
    ec2.on(DescribeLaunchTemplateVersionsCommand).resolves({
      LaunchTemplateVersions: [{ ...launched, VersionNumber: 1, LaunchTemplateData: { MetadataOptions: { HttpTokens: "optional" } } }],
    });
    ec2.on(DescribeLaunchTemplatesCommand).resolves({ LaunchTemplates: [launched] });
    expect(verdictOn((await verifyAnswers()).run, "ec2-imdsv2", "lt-1")).toBe("fail");
    ec2.on(DescribeLaunchTemplatesCommand).rejects(denied);
    expect(tagsOf((await verifyAnswers()).found)).toBe(UNKNOWN);
    const tags = [{ Key: "DataClassification", Value: "none" }];
    ec2.on(DescribeLaunchTemplatesCommand).resolves({ NextToken: "more", LaunchTemplates: [] });
    ec2.on(DescribeLaunchTemplatesCommand, { NextToken: "more" }).resolves({ LaunchTemplates: [{ ...launched, Tags: tags }] });
    expect(tagsOf((await verifyAnswers()).found)).toEqual({ DataClassification: "none" });
  });

  const tagsOf = (found: Found) => found.resources.find(({ type }) => type.endsWith(":LaunchTemplate"))?.inputs.tags;
});
