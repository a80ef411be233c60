import { judge, Session } from "../../policies/evaluate";
import { ResourceIndex } from "../../policies/graph/references";
import { ResourceNode } from "../../policies/graph/resource";
import vpcFlowLogs from "../../policies/rules/vpc/vpc-flow-logs";
import { defaultSettings } from "../../policies/settings";

/** Inputs that versions of @pulumi/aws before the installed one took, and that state files still hold: no example can be written with them. */
test("a flow log of an older version of the provider names its log group", () => {
  const vpc = new ResourceNode({
    urn: "urn:pulumi:test::test::aws:ec2/vpc:Vpc::clinic",
    type: "aws:ec2/vpc:Vpc",
    name: "clinic",
    inputs: { cidrBlock: "10.0.0.0/16" },
    outputs: { id: "vpc-1" },
  });
  const flowLog = (inputs: Readonly<Record<string, unknown>>) =>
    new ResourceNode({
      urn: "urn:pulumi:test::test::aws:ec2/flowLog:FlowLog::clinic",
      type: "aws:ec2/flowLog:FlowLog",
      name: "clinic",
      inputs: { vpcId: "vpc-1", trafficType: "ALL", ...inputs },
    });
  const outcome = (inputs: Readonly<Record<string, unknown>>) =>
    judge(vpcFlowLogs, vpc, new Session(new ResourceIndex([vpc, flowLog(inputs)]), defaultSettings, true)).verdict.outcome;
  expect(outcome({ logGroupName: "flows" })).toBe("pass");
  expect(outcome({})).toBe("fail");
});
