import { defineRule, integer } from "../../rule";

const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };

export default defineRule({
  id: "ec2-imds-hop-limit",
  title: "Answers of the instance metadata service stay on the instance",
  threat: "A container or a proxy on the instance passes the instance's credentials on, and with them whatever ePHI its role may read.",
  remedy: "Leave metadataOptions.httpPutResponseHopLimit out or set it to 1; 2 where containers need the service.",
  cites: ["164.312(a)(1)"],
  severity: "low",
  // Advisory: hosts of containers need two hops.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Instance", "ec2.LaunchTemplate", "ec2.LaunchConfiguration"],
  parameters: {
    maximumHops: integer({
      default: 2,
      minimum: 1,
      maximum: 2,
      description: "Network hops that an answer may take; 2 reaches containers.",
    }),
  },
  check: (machine, _stack, { parameters }) =>
    machine
      .at((p) => p.metadataOptions?.httpPutResponseHopLimit)
      .or(1)
      .shown()
      .atMost(parameters.maximumHops, "answers of the instance metadata service may leave the instance"),
  equivalents: { checkov: ["CKV_AWS_341"] },
  examples: {
    good: {
      "one hop": (s) => s.add("ec2.Instance", { ...instance, metadataOptions: { httpPutResponseHopLimit: 1 } }),
      "nothing set": (s) => s.add("ec2.Instance", instance),
      "a host of containers": (s) => s.add("ec2.LaunchTemplate", { metadataOptions: { httpPutResponseHopLimit: 2 } }),
    },
    bad: {
      "three hops": (s) => s.add("ec2.Instance", { ...instance, metadataOptions: { httpPutResponseHopLimit: 3 } }),
      "two hops where one is allowed": (s) => {
        s.parameters({ maximumHops: 1 });
        return s.add("ec2.LaunchTemplate", { metadataOptions: { httpPutResponseHopLimit: 2 } });
      },
      "three hops of a launch configuration": (s) =>
        s.add("ec2.LaunchConfiguration", {
          imageId: instance.ami,
          instanceType: "t4g.large",
          metadataOptions: { httpPutResponseHopLimit: 3 },
        }),
    },
    unknown: {
      "limit known later": (s) => s.add("ec2.Instance", { ...instance, metadataOptions: { httpPutResponseHopLimit: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ec2.Instance", { ...instance, metadataOptions: { httpPutResponseHopLimit: 64 }, tags: { DataClassification: "none" } }),
    },
  },
});
