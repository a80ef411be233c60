import { all, any, defineRule, fail, pass } from "../../rule";

const noLogs = "transfers are not logged";

export default defineRule({
  id: "transfer-logging-and-private",
  title: "Transfer servers log transfers and stand in a VPC",
  threat: "A stranger tries passwords on a server with ePHI, and nobody can tell what was taken.",
  remedy:
    'Set structuredLogDestinations or loggingRole, and endpointType to "VPC"; partners on the Internet reach it by Elastic IP addresses in endpointDetails, behind a security group.',
  cites: ["164.312(b)", "164.312(a)(1)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["transfer.Server"],
  check: (server) => {
    const destinations = server.list((p) => p.structuredLogDestinations);
    const evidence = [destinations.cell.evidence("a log group")];
    return all(
      any(
        destinations.some(
          () => pass(noLogs, evidence),
          () => fail(noLogs, evidence),
        ),
        server.at((p) => p.loggingRole).isSet(noLogs, "a role for logging"),
      ),
      server
        .at((p) => p.endpointType)
        .or("PUBLIC")
        .shown()
        .oneOf(["VPC", "VPC_ENDPOINT"], "the server stands open on the Internet"),
    );
  },
  equivalents: { checkov: ["CKV_AWS_164"] },
  examples: {
    good: {
      "structured logs": (s) =>
        s.add("transfer.Server", {
          endpointType: "VPC",
          structuredLogDestinations: ["arn:aws:logs:eu-central-1:111122223333:log-group:transfer:*"],
        }),
      "logs by role": (s) => s.add("transfer.Server", { endpointType: "VPC", loggingRole: "arn:aws:iam::111122223333:role/transfer" }),
    },
    bad: {
      "no logs": (s) => s.add("transfer.Server", { endpointType: "VPC" }),
      "public by default": (s) => s.add("transfer.Server", { loggingRole: "arn:aws:iam::111122223333:role/transfer" }),
    },
    unknown: {
      "endpoint known later": (s) =>
        s.add("transfer.Server", { endpointType: s.later(), loggingRole: "arn:aws:iam::111122223333:role/transfer" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("transfer.Server", { tags: { DataClassification: "public" } }),
    },
  },
});
