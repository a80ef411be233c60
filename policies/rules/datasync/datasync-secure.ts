import { all, defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "datasync-secure",
  title: "DataSync transfers are encrypted, verified and logged",
  threat: "ePHI travels unencrypted, arrives changed, or moves without a trace.",
  remedy:
    'On the task set cloudwatchLogGroupArn and options.logLevel, and leave verifyMode on; on locations set inTransitEncryption "TLS1_2" (EFS), serverProtocol "HTTPS" (object storage), dataTransferProtection "PRIVACY" (HDFS) and a version from SMB3 on.',
  cites: ["164.312(e)(2)(ii)", "164.312(b)", "164.312(c)(1)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["datasync.Task", "datasync.EfsLocation", "datasync.LocationObjectStorage", "datasync.LocationHdfs", "datasync.LocationSmb"],
  // Source: AWS DataSync User Guide, "Encrypting data in transit", and API Reference, Options; SMB encrypts from version 3 on.
  check(resource) {
    const task = resource.as("datasync.Task");
    if (task) {
      return all(
        task.at((p) => p.cloudwatchLogGroupArn).isSet("transfers are not logged", "a log group"),
        task
          .at((p) => p.options?.logLevel)
          .or("OFF")
          .shown()
          .oneOf(["BASIC", "TRANSFER"], "transfers are not logged"),
        task
          .at((p) => p.options?.verifyMode)
          .or("POINT_IN_TIME_CONSISTENT")
          .shown()
          .noneOf(["NONE"], "transfers are not verified"),
      );
    }
    const because = "data is not encrypted on its way";
    return (
      resource
        .as("datasync.EfsLocation")
        ?.at((p) => p.inTransitEncryption)
        .or("NONE")
        .shown()
        .equals("TLS1_2", because) ??
      resource
        .as("datasync.LocationObjectStorage")
        ?.at((p) => p.serverProtocol)
        .or("HTTPS")
        .shown()
        .equals("HTTPS", because) ??
      resource
        .as("datasync.LocationHdfs")
        ?.at((p) => p.qopConfiguration?.dataTransferProtection)
        .or("PRIVACY")
        .shown()
        .equals("PRIVACY", because) ??
      resource
        .as("datasync.LocationSmb")
        ?.at((p) => p.mountOptions?.version)
        .or("AUTOMATIC")
        .shown()
        .noneOf(["SMB1", "SMB2", "SMB2_0"], because) ??
      notApplicable()
    );
  },
  equivalents: { prowler: ["datasync_task_logging_enabled"], checkov: ["CKV_AWS_295"] },
  examples: {
    good: {
      "a task that logs": (s) => {
        const group = s.add("cloudwatch.LogGroup", {});
        return s.add("datasync.Task", {
          sourceLocationArn: "arn:aws:datasync:us-east-1:111122223333:location/loc-0a1b2c3d4e5f60718",
          destinationLocationArn: "arn:aws:datasync:us-east-1:111122223333:location/loc-1a1b2c3d4e5f60718",
          cloudwatchLogGroupArn: group.out("arn"),
          options: { logLevel: "TRANSFER" },
        });
      },
      "EFS over TLS": (s) =>
        s.add("datasync.EfsLocation", {
          efsFileSystemArn: "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0a1b2c3d",
          ec2Config: {
            securityGroupArns: ["arn:aws:ec2:us-east-1:111122223333:security-group/sg-0a1b2c3d"],
            subnetArn: "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-0a1b2c3d",
          },
          inTransitEncryption: "TLS1_2",
        }),
      "SMB, version by agreement": (s) =>
        s.add("datasync.LocationSmb", {
          agentArns: ["arn:aws:datasync:us-east-1:111122223333:agent/agent-0a1b2c3d4e5f60718"],
          serverHostname: "files.clinic.example",
          subdirectory: "/records",
          user: "transfer",
          password: s.secret("a password"),
        }),
      "a task that logs the least": (s) =>
        s.add("datasync.Task", {
          sourceLocationArn: s.later(),
          destinationLocationArn: s.later(),
          cloudwatchLogGroupArn: s.add("cloudwatch.LogGroup", {}).out("arn"),
          options: { logLevel: "BASIC" },
        }),
      "object storage by default": (s) =>
        s.addUntyped("datasync.LocationObjectStorage", { serverHostname: "objects.clinic.example", bucketName: "scans" }),
      "object storage over HTTPS": (s) =>
        s.addUntyped("datasync.LocationObjectStorage", {
          serverHostname: "objects.clinic.example",
          bucketName: "scans",
          serverProtocol: "HTTPS",
        }),
      "HDFS by default": (s) => s.addUntyped("datasync.LocationHdfs", { authenticationType: "KERBEROS" }),
      "HDFS that encrypts": (s) =>
        s.addUntyped("datasync.LocationHdfs", { authenticationType: "KERBEROS", qopConfiguration: { dataTransferProtection: "PRIVACY" } }),
      "SMB, nothing set": (s) => s.addUntyped("datasync.LocationSmb", { serverHostname: "files.clinic.example" }),
    },
    bad: {
      "a task that does not log": (s) =>
        s.add("datasync.Task", {
          sourceLocationArn: "arn:aws:datasync:us-east-1:111122223333:location/loc-0a1b2c3d4e5f60718",
          destinationLocationArn: "arn:aws:datasync:us-east-1:111122223333:location/loc-1a1b2c3d4e5f60718",
        }),
      "EFS, nothing set": (s) =>
        s.add("datasync.EfsLocation", {
          efsFileSystemArn: "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0a1b2c3d",
          ec2Config: {
            securityGroupArns: ["arn:aws:ec2:us-east-1:111122223333:security-group/sg-0a1b2c3d"],
            subnetArn: "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-0a1b2c3d",
          },
        }),
      "object storage over HTTP": (s) =>
        s.add("datasync.LocationObjectStorage", {
          agentArns: ["arn:aws:datasync:us-east-1:111122223333:agent/agent-0a1b2c3d4e5f60718"],
          bucketName: "records",
          serverHostname: "storage.clinic.example",
          serverProtocol: "HTTP",
        }),
      "HDFS that only checks integrity": (s) =>
        s.add("datasync.LocationHdfs", {
          agentArns: ["arn:aws:datasync:us-east-1:111122223333:agent/agent-0a1b2c3d4e5f60718"],
          nameNodes: [{ hostname: "node.clinic.example", port: 8020 }],
          qopConfiguration: { dataTransferProtection: "INTEGRITY" },
        }),
      "a task that does not verify": (s) =>
        s.add("datasync.Task", {
          sourceLocationArn: s.later(),
          destinationLocationArn: s.later(),
          cloudwatchLogGroupArn: s.add("cloudwatch.LogGroup", {}).out("arn"),
          options: { logLevel: "BASIC", verifyMode: "NONE" },
        }),
      "SMB 1": (s) => s.addUntyped("datasync.LocationSmb", { serverHostname: "files.clinic.example", mountOptions: { version: "SMB1" } }),
      "SMB 2": (s) => s.addUntyped("datasync.LocationSmb", { serverHostname: "files.clinic.example", mountOptions: { version: "SMB2" } }),
      "SMB 2.0": (s) =>
        s.addUntyped("datasync.LocationSmb", { serverHostname: "files.clinic.example", mountOptions: { version: "SMB2_0" } }),
    },
    unknown: {
      "protocol known later": (s) =>
        s.add("datasync.LocationObjectStorage", {
          agentArns: ["arn:aws:datasync:us-east-1:111122223333:agent/agent-0a1b2c3d4e5f60718"],
          bucketName: "records",
          serverHostname: "storage.clinic.example",
          serverProtocol: s.later(),
        }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("datasync.Task", {
          sourceLocationArn: "arn:aws:datasync:us-east-1:111122223333:location/loc-0a1b2c3d4e5f60718",
          destinationLocationArn: "arn:aws:datasync:us-east-1:111122223333:location/loc-1a1b2c3d4e5f60718",
          tags: { DataClassification: "none" },
        }),
    },
  },
});
