import { defineFunctioningRule, undetermined } from "../../functioning/define-functioning-rule";

const vpc = { vpcId: "vpc-0123456789abcdef0", trafficType: "ALL", logDestination: "arn:aws:s3:::flow-logs", logDestinationType: "s3" };

export default defineFunctioningRule({
  id: "flow-log-delivers",
  title: "Flow logs are delivered",
  threat: "Who reached the machines with ePHI over the network is written nowhere, though a flow log is there.",
  remedy:
    "Mend what the delivery's error names: the role's permissions (Access error), or make the flow log anew (Unknown error, Rate limited).",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(6)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  observes: ["ec2.FlowLog"],
  // Source: Amazon EC2 API Reference, FlowLog: DeliverLogsStatus is SUCCESS or FAILED.
  check({ facts }) {
    const status = facts.at((p) => p.deliverLogsStatus).shown();
    return status.state === "absent"
      ? undetermined("whether anything was delivered is not known", [status.evidence('"SUCCESS"')])
      : status.test((text) => (text === "SUCCESS" ? "yes" : text === "FAILED" ? "no" : "unknown"), '"SUCCESS"', "the delivery fails");
  },
  equivalents: {},
  examples: {
    good: {
      delivered: (s) => s.add("ec2.FlowLog", vpc, { observed: { deliverLogsStatus: "SUCCESS" } }),
      "delivered, without an error": (s) =>
        s.add("ec2.FlowLog", vpc, { observed: { deliverLogsStatus: "SUCCESS", deliverLogsErrorMessage: "" } }),
    },
    bad: {
      failed: (s) => s.add("ec2.FlowLog", vpc, { observed: { deliverLogsStatus: "FAILED", deliverLogsErrorMessage: "Access error" } }),
      "failed, without a reason": (s) => s.add("ec2.FlowLog", vpc, { observed: { deliverLogsStatus: "FAILED" } }),
    },
    unknown: {
      "nothing delivered yet": (s) => s.add("ec2.FlowLog", vpc, { observed: {} }),
      "the status could not be read": (s) =>
        s.add("ec2.FlowLog", vpc, { observed: { deliverLogsStatus: s.later(), deliverLogsErrorMessage: s.later() } }),
    },
    notApplicable: {
      "a network": (s) => s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }),
    },
  },
});
