import { defineRule, fail, list, pass, undetermined } from "../../rule";

export default defineRule({
  id: "vpc-igw-only-authorized",
  title: "Internet gateways are attached to authorized VPCs only",
  threat: "A network that was meant to be private opens to the Internet, and ePHI with it.",
  remedy: "Take the gateway away, or put the VPC on the rule's list of those that may have one.",
  // Advisory: only the site knows which of its VPCs face the Internet.
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["ec2.InternetGateway", "ec2.InternetGatewayAttachment"],
  parameters: {
    authorizedVpcs: list({
      default: [],
      description: "VPCs that may have an Internet gateway: ids, or names of resources in the program.",
    }),
  },
  check(resource, stack, { parameters }) {
    const vpc = resource.at((p) => p.vpcId);
    const wanted = "a VPC on the list";
    const because = "the VPC is not one of those that may have an Internet gateway";
    return stack.target(resource, vpc, ["ec2.Vpc", "ec2.DefaultVpc"]).decide({
      resource: (found) => {
        const names = [found.name, vpc.value].filter((name) => name !== undefined);
        if (names.some((name) => parameters.authorizedVpcs.includes(name))) return pass("", [vpc.evidence(wanted)]);
        // The id on the list may turn out to be this VPC's.
        const listsIds = parameters.authorizedVpcs.some((name) => name.startsWith("vpc-"));
        return vpc.state === "unknown" && listsIds
          ? undetermined("the id of the VPC is not known before deployment", [vpc.evidence(wanted)])
          : fail(because, [vpc.evidence(wanted)]);
      },
      absent: () => pass("", [vpc.evidence("nothing")]),
      outside: () => vpc.oneOf(parameters.authorizedVpcs, because),
    });
  },
  equivalents: { config: ["internet-gateway-authorized-vpc-only"] },
  examples: {
    good: {
      "VPC on the list": (s) => {
        s.parameters({ authorizedVpcs: ["edge"] });
        return s.add("ec2.InternetGateway", { vpcId: s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }, { name: "edge" }).out("id") });
      },
      "attached to no VPC": (s) => s.add("ec2.InternetGateway", {}),
      "VPC on the list by its id": (s) => {
        s.parameters({ authorizedVpcs: ["edge", "vpc-12345678"] });
        return s.add("ec2.InternetGateway", { vpcId: "vpc-12345678" });
      },
    },
    bad: {
      "VPC not on the list": (s) => {
        s.parameters({ authorizedVpcs: ["edge"] });
        return s.add("ec2.InternetGateway", { vpcId: s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }, { name: "records" }).out("id") });
      },
      "empty list": (s) => s.add("ec2.InternetGatewayAttachment", { internetGatewayId: s.later(), vpcId: "vpc-12345678" }),
      "VPC of the stack, which is not on the list of names": (s) => {
        s.parameters({ authorizedVpcs: ["edge"] });
        return s.add("ec2.InternetGateway", { vpcId: s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }).out("id") });
      },
      "default VPC": (s) => {
        s.parameters({ authorizedVpcs: ["edge"] });
        return s.add("ec2.InternetGateway", { vpcId: s.add("ec2.DefaultVpc", {}).out("id") });
      },
    },
    unknown: {
      "VPC known later": (s) => s.add("ec2.InternetGateway", { vpcId: s.later() }),
      "VPC of the stack whose id may be on the list": (s) => {
        s.parameters({ authorizedVpcs: ["edge", "vpc-12345678"] });
        return s.add("ec2.InternetGateway", { vpcId: s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }).out("id") });
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.InternetGateway", { vpcId: "vpc-12345678", tags: { DataClassification: "none" } }),
    },
  },
});
