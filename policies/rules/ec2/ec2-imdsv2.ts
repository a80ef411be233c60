import { sameRegion } from "../../aws/region";
import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Judged, Stack } from "../../graph/stack";
import { any, defineRule, fail, notApplicable, type Verdict, when } from "../../rule";

const because = "the instance metadata service answers requests without a session token (IMDSv1)";

/** The account's default of the Region, where this stack holds it. What an image asks for cannot be seen, and does not count. */
function byAccountDefault(of: Judged, tokens: Cell<string>, stack: Stack): Verdict {
  const open = () => fail(because, [tokens.evidence('"required"')]);
  return stack.some(
    "ec2.InstanceMetadataDefaults",
    (defaults) =>
      when(
        sameRegion(of, defaults),
        () =>
          isClosed(
            defaults.at((p) => p.httpTokens),
            defaults.at((p) => p.httpEndpoint),
            open,
          ),
        open,
      ),
    open,
  );
}

/** Without an endpoint there is nothing to ask; with one, a token must be required. */
function isClosed(tokens: Cell<string>, endpoint: Cell<string>, otherwise: () => Verdict): Verdict {
  const required = tokens.state === "absent" ? otherwise() : tokens.shown().equals("required", because);
  return endpoint.state === "absent" ? required : any(required, endpoint.shown().equals("disabled", because));
}

function templateIsClosed(template: Resource<"ec2.LaunchTemplate">, stack: Stack): Verdict {
  const tokens = template.at((p) => p.metadataOptions?.httpTokens);
  return isClosed(
    tokens,
    template.at((p) => p.metadataOptions?.httpEndpoint),
    () => byAccountDefault(template, tokens, stack),
  );
}

export default defineRule({
  id: "ec2-imdsv2",
  title: "EC2 instances require session tokens for their metadata (IMDSv2)",
  threat: "A forged request through an application reads the instance's credentials, and with them whatever ePHI its role may read.",
  remedy: 'Set metadataOptions.httpTokens to "required" on the instance or its launch template.',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: [
    "ec2.Instance",
    "ec2.SpotInstanceRequest",
    "ec2.LaunchTemplate",
    "ec2.LaunchConfiguration",
    "imagebuilder.InfrastructureConfiguration",
    "ec2.InstanceMetadataDefaults",
  ],
  check(machine, stack) {
    const template = machine.as("ec2.LaunchTemplate");
    if (template) return templateIsClosed(template, stack);

    const defaults = machine.as("ec2.InstanceMetadataDefaults");
    if (defaults) {
      // Defaults that express no preference leave the decision to each instance.
      const preference = () => notApplicable("the account's defaults express no preference");
      return when(
        defaults
          .at((p) => p.httpTokens)
          .or("no-preference")
          .is("no-preference"),
        preference,
        () =>
          isClosed(
            defaults.at((p) => p.httpTokens),
            defaults.at((p) => p.httpEndpoint),
            preference,
          ),
      );
    }

    const builder = machine.as("imagebuilder.InfrastructureConfiguration");
    if (builder) {
      const tokens = builder.at((p) => p.instanceMetadataOptions?.httpTokens);
      return tokens.state === "absent" ? byAccountDefault(builder, tokens, stack) : tokens.shown().equals("required", because);
    }

    const launched = machine.as("ec2.Instance") ?? machine.as("ec2.SpotInstanceRequest");
    const options = launched ?? machine.as("ec2.LaunchConfiguration");
    if (!options) return notApplicable();
    const tokens = options.at((p) => p.metadataOptions?.httpTokens);
    const endpoint = options.at((p) => p.metadataOptions?.httpEndpoint);
    const byDefault = () => byAccountDefault(options, tokens, stack);
    if (!launched) return isClosed(tokens, endpoint, byDefault);
    const named = launched.at((p) => p.launchTemplate?.id);
    const reference = named.state === "absent" ? launched.at((p) => p.launchTemplate?.name) : named;
    return isClosed(tokens, endpoint, () =>
      stack
        .target(launched, reference, "ec2.LaunchTemplate")
        .decide({ resource: (found) => templateIsClosed(found, stack), absent: byDefault }),
    );
  },
  fix: (machine) =>
    machine.as("imagebuilder.InfrastructureConfiguration")
      ? { instanceMetadataOptions: { httpTokens: "required" } }
      : machine.as("ec2.InstanceMetadataDefaults")
        ? { httpTokens: "required" }
        : { metadataOptions: { httpTokens: "required" } },
  equivalents: {
    config: ["ec2-imdsv2-check"],
    cdkNag: ["HIPAA.Security-EC2IMDSv2Enabled"],
    prowler: [
      "ec2_instance_imdsv2_enabled",
      "ec2_launch_template_imdsv2_required",
      "ec2_instance_account_imdsv2_enabled",
      "autoscaling_group_launch_configuration_requires_imdsv2",
      "ec2_confidential_workload_host_imdsv2_not_enforced",
    ],
    checkov: ["CKV_AWS_79"],
  },
  examples: {
    good: {
      "tokens required": (s) =>
        s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large", metadataOptions: { httpTokens: "required" } }),
      "endpoint disabled": (s) =>
        s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large", metadataOptions: { httpEndpoint: "disabled" } }),
      "inherited from the launch template": (s) => {
        const template = s.add("ec2.LaunchTemplate", { metadataOptions: { httpTokens: "required" } });
        return s.add("ec2.Instance", {
          ami: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          launchTemplate: { id: template.out("id") },
        });
      },
      "account default in this stack": (s) => {
        s.add("ec2.InstanceMetadataDefaults", { httpTokens: "required" });
        return s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" });
      },
      "image builder": (s) =>
        s.add("imagebuilder.InfrastructureConfiguration", {
          instanceProfileName: "builder",
          instanceMetadataOptions: { httpTokens: "required" },
        }),
      "inherited from the launch template by its name": (s) =>
        s.add("ec2.Instance", {
          ami: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          launchTemplate: {
            name: s.add("ec2.LaunchTemplate", { name: "records", metadataOptions: { httpTokens: "required" } }).out("name"),
          },
        }),
      "image builder by the account's default": (s) => {
        s.add("ec2.InstanceMetadataDefaults", { httpTokens: "required" });
        return s.add("imagebuilder.InfrastructureConfiguration", { instanceProfileName: "builder" });
      },
      "spot instance": (s) =>
        s.add("ec2.SpotInstanceRequest", {
          ami: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          metadataOptions: { httpTokens: "required" },
        }),
      "launch configuration": (s) =>
        s.add("ec2.LaunchConfiguration", {
          imageId: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          metadataOptions: { httpTokens: "required" },
        }),
      "template whose endpoint is disabled": (s) => s.add("ec2.LaunchTemplate", { metadataOptions: { httpEndpoint: "disabled" } }),
      "account defaults that disable the endpoint": (s) =>
        s.add("ec2.InstanceMetadataDefaults", { httpTokens: "optional", httpEndpoint: "disabled" }),
      "endpoint disabled by the account's default": (s) => {
        s.add("ec2.InstanceMetadataDefaults", { httpTokens: "optional", httpEndpoint: "disabled" });
        return s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" });
      },
    },
    bad: {
      "tokens optional": (s) =>
        s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large", metadataOptions: { httpTokens: "optional" } }),
      "nothing set": (s) => s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" }),
      "template with nothing set": (s) => s.add("ec2.LaunchTemplate", { imageId: "ami-0123456789abcdef0" }),
      "launch template that allows IMDSv1": (s) => {
        const template = s.add("ec2.LaunchTemplate", { metadataOptions: { httpTokens: "optional" } });
        return s.add("ec2.Instance", {
          ami: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          launchTemplate: { id: template.out("id") },
        });
      },
      "account defaults that allow IMDSv1": (s) => s.add("ec2.InstanceMetadataDefaults", { httpTokens: "optional" }),
      "image builder with tokens optional": (s) =>
        s.add("imagebuilder.InfrastructureConfiguration", {
          instanceProfileName: "builder",
          instanceMetadataOptions: { httpTokens: "optional" },
        }),
      "spot instance with nothing set": (s) =>
        s.add("ec2.SpotInstanceRequest", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" }),
      "launch configuration with nothing set": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: "ami-0123456789abcdef0", instanceType: "t4g.large" }),
    },
    unknown: {
      "tokens known later": (s) =>
        s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large", metadataOptions: { httpTokens: s.later() } }),
      "launch template outside the stack": (s) =>
        s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large", launchTemplate: { name: "web" } }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large", tags: { DataClassification: "none" } }),
      "account defaults without a preference": (s) => s.add("ec2.InstanceMetadataDefaults", { httpPutResponseHopLimit: 1 }),
      "account defaults without a preference, in so many words": (s) =>
        s.add("ec2.InstanceMetadataDefaults", { httpTokens: "no-preference" }),
    },
  },
});
