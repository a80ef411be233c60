import { isOpenToWorld } from "../../aws/network";
import { and, every, not, type Ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, decide, defineRule, notApplicable } from "../../rule";

/** A client is a network in CIDR notation or a single address. */
const isLimited = (client: string): Ternary => (client.includes("/") ? not(isOpenToWorld(client)) : "yes");
const audited = (destination: Cell<string>) => destination.isSet("access to files is not logged", "a log group or a delivery stream");

export default defineRule({
  id: "storagegateway-access",
  title: "Storage Gateway lets in known clients, encrypts SMB and logs access",
  threat: "Anybody on the network reads or changes files that hold ePHI, and nobody can tell who it was.",
  remedy:
    'Limit clientLists to networks of the site, leave authentication at "ActiveDirectory", set smbSecurityStrategy to "MandatoryEncryption", and set auditDestinationArn and cloudwatchLogGroupArn.',
  cites: ["164.312(a)(1)", "164.312(a)(2)(i)", "164.312(b)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["storagegateway.NfsFileShare", "storagegateway.SmbFileShare", "storagegateway.Gateway"],
  // The SMB strategy matters only where the gateway serves SMB; NFS as the gateway speaks it cannot be encrypted.
  // Source: AWS Storage Gateway, S3 File Gateway User Guide, "Setting a security level for your gateway".
  check(resource, stack) {
    const nfs = resource.as("storagegateway.NfsFileShare");
    if (nfs) {
      const clients = nfs.list((p) => p.clientLists);
      const limited = clients.state === "unknown" ? "unknown" : every(clients.cells, (client) => client.ask(isLimited));
      const listed = clients.state === "known" && clients.cells.length === 0 ? "no" : "yes";
      return all(
        decide(and(limited, listed), "everyone may mount the share", [clients.cell.evidence("networks of the site")]),
        audited(nfs.at((p) => p.auditDestinationArn)),
      );
    }
    const smb = resource.as("storagegateway.SmbFileShare");
    if (smb) {
      const authentication = smb
        .at((p) => p.authentication)
        .or("ActiveDirectory")
        .shown()
        .equals("ActiveDirectory", "guests may use the share");
      return all(authentication, audited(smb.at((p) => p.auditDestinationArn)));
    }
    const gateway = resource.as("storagegateway.Gateway");
    if (!gateway) return notApplicable();
    return all(
      gateway.at((p) => p.cloudwatchLogGroupArn).isSet("the gateway's health is not logged", "a log group"),
      stack
        .attached(gateway, "storagegateway.SmbFileShare", (p) => p.gatewayArn)
        .decide({
          present: () =>
            gateway
              .at((p) => p.smbSecurityStrategy)
              .shown()
              .oneOf(["MandatoryEncryption", "MandatoryEncryptionNoAes128"], "clients may use SMB without encryption"),
          absent: () => notApplicable(),
        }),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "NFS for one network": (s) =>
        s.add("storagegateway.NfsFileShare", {
          clientLists: ["10.0.0.0/16", "10.1.0.7"],
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          locationArn: "arn:aws:s3:::records",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
          auditDestinationArn: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/storagegateway/records",
        }),
      "a gateway for SMB": (s) => {
        const gateway = s.add("storagegateway.Gateway", {
          gatewayName: "clinic",
          gatewayTimezone: "GMT",
          gatewayType: "FILE_S3",
          smbSecurityStrategy: "MandatoryEncryption",
          cloudwatchLogGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/storagegateway/clinic",
        });
        s.add("storagegateway.SmbFileShare", {
          gatewayArn: gateway.out("arn"),
          locationArn: "arn:aws:s3:::records",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
        });
        return gateway;
      },
    },
    bad: {
      "NFS for everyone": (s) =>
        s.add("storagegateway.NfsFileShare", {
          clientLists: ["0.0.0.0/0"],
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          locationArn: "arn:aws:s3:::records",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
          auditDestinationArn: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/storagegateway/records",
        }),
      "SMB for guests": (s) =>
        s.add("storagegateway.SmbFileShare", {
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          locationArn: "arn:aws:s3:::records",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
          authentication: "GuestAccess",
          auditDestinationArn: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/storagegateway/records",
        }),
      "a gateway that leaves encryption to the clients": (s) => {
        const gateway = s.add("storagegateway.Gateway", {
          gatewayName: "clinic",
          gatewayTimezone: "GMT",
          gatewayType: "FILE_S3",
          smbSecurityStrategy: "ClientSpecified",
          cloudwatchLogGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/storagegateway/clinic",
        });
        s.add("storagegateway.SmbFileShare", {
          gatewayArn: gateway.out("arn"),
          locationArn: "arn:aws:s3:::records",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
        });
        return gateway;
      },
    },
    unknown: {
      "authentication known later": (s) =>
        s.add("storagegateway.SmbFileShare", {
          gatewayArn: "arn:aws:storagegateway:us-east-1:111122223333:gateway/sgw-12345678",
          locationArn: "arn:aws:s3:::records",
          roleArn: "arn:aws:iam::111122223333:role/gateway",
          authentication: s.later(),
          auditDestinationArn: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/storagegateway/records",
        }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("storagegateway.Gateway", { gatewayName: "assets", gatewayTimezone: "GMT", tags: { DataClassification: "none" } }),
    },
  },
});
