import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import { all, defineRule, eitherOf, fail, undetermined, type Verdict } from "../../rule";

interface Wanted {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
  readonly because: string;
}

/** Source: AWS Elastic Beanstalk Developer Guide, "General options for all environments"; all three are off by default. */
const wanted: readonly Wanted[] = [
  {
    namespace: "aws:elasticbeanstalk:managedactions",
    name: "ManagedActionsEnabled",
    value: "true",
    because: "the platform is not updated automatically",
  },
  {
    namespace: "aws:elasticbeanstalk:healthreporting:system",
    name: "SystemType",
    value: "enhanced",
    because: "health is not reported in detail",
  },
  { namespace: "aws:elasticbeanstalk:cloudwatch:logs", name: "StreamLogs", value: "true", because: "logs are not kept in CloudWatch Logs" },
];

interface Setting {
  readonly namespace: Cell<string>;
  readonly name: Cell<string>;
  readonly value: Cell<string>;
}

function settingsOf(environment: Resource<"elasticbeanstalk.Environment">): readonly Setting[] {
  return environment
    .list((p) => p.settings)
    .items.map((item) => ({ namespace: item.at((p) => p.namespace), name: item.at((p) => p.name), value: item.at((p) => p.value) }));
}

function templateSettingsOf(template: Resource<"elasticbeanstalk.ConfigurationTemplate">): readonly Setting[] {
  return template
    .list((p) => p.settings)
    .items.map((item) => ({ namespace: item.at((p) => p.namespace), name: item.at((p) => p.name), value: item.at((p) => p.value) }));
}

/** Judges one option among settings; `absent` is the verdict where they do not name it. */
function judged(settings: readonly Setting[], option: Wanted, absent: () => Verdict): Verdict {
  const asked = settings.map((setting) => ({
    ...setting,
    namespaced: setting.namespace.is(option.namespace),
    named: setting.name.is(option.name),
  }));
  const check = (setting: Setting) =>
    setting.value.shown().test((value) => String(value).toLowerCase() === option.value, `"${option.value}"`, option.because);
  const certain = asked.find(({ namespaced, named }) => namespaced === "yes" && named === "yes");
  if (certain) return check(certain);
  const possible = asked.filter(({ namespaced, named }) => namespaced !== "no" && named !== "no");
  return possible.length === 0
    ? absent()
    : eitherOf([absent(), ...possible.map(check)], `whether ${option.name} is set is not known before deployment`);
}

function notKnown(settings: Cell<unknown>): Verdict {
  return undetermined(`${settings.path} is not known before deployment`, [settings.evidence("known settings")]);
}

export default defineRule({
  id: "beanstalk-updates-and-logs",
  title: "Elastic Beanstalk environments are updated, watched and logged",
  threat: "Known holes stay open on hosts of ePHI, and what happened on them is lost when they are replaced.",
  remedy:
    'Set ManagedActionsEnabled to "true" in aws:elasticbeanstalk:managedactions, SystemType to "enhanced" in aws:elasticbeanstalk:healthreporting:system and StreamLogs to "true" in aws:elasticbeanstalk:cloudwatch:logs.',
  cites: ["164.312(b)", "164.308(a)(5)(ii)(A)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["elasticbeanstalk.Environment"],
  // A template is judged with the environment that uses it, whose own settings come first. Listeners are judged by the rules on load balancers.
  check(environment, stack) {
    const own = environment.list((p) => p.settings);
    if (own.state === "unknown") return notKnown(own.cell);
    const template = environment.at((p) => p.templateName);
    return all(
      ...wanted.map((option) =>
        judged(settingsOf(environment), option, () =>
          stack.target(environment, template, "elasticbeanstalk.ConfigurationTemplate").decide({
            resource: (found) => {
              const settings = found.list((p) => p.settings);
              if (settings.state === "unknown") return notKnown(settings.cell);
              return judged(templateSettingsOf(found), option, () => fail(option.because, [settings.cell.evidence(option.name)]));
            },
            absent: () => fail(option.because, [own.cell.evidence(option.name)]),
          }),
        ),
      ),
    );
  },
  equivalents: {
    config: ["elastic-beanstalk-managed-updates-enabled"],
    cdkNag: [
      "HIPAA.Security-ElasticBeanstalkManagedUpdatesEnabled",
      "HIPAA.Security-ElasticBeanstalkEnhancedHealthReportingEnabled",
      "ElasticBeanstalkEC2InstanceLogsToS3",
      "ElasticBeanstalkVPCSpecified",
    ],
    prowler: [
      "elasticbeanstalk_environment_managed_updates_enabled",
      "elasticbeanstalk_environment_enhanced_health_reporting",
      "elasticbeanstalk_environment_cloudwatch_logging_enabled",
    ],
    checkov: ["CKV_AWS_312", "CKV_AWS_340"],
  },
  examples: {
    good: {
      "all three set": (s) =>
        s.add("elasticbeanstalk.Environment", {
          application: "portal",
          settings: [
            { namespace: "aws:elasticbeanstalk:managedactions", name: "ManagedActionsEnabled", value: "true" },
            { namespace: "aws:elasticbeanstalk:healthreporting:system", name: "SystemType", value: "enhanced" },
            { namespace: "aws:elasticbeanstalk:cloudwatch:logs", name: "StreamLogs", value: "true" },
          ],
        }),
      "set by the template": (s) => {
        const template = s.add("elasticbeanstalk.ConfigurationTemplate", {
          application: "portal",
          settings: [
            { namespace: "aws:elasticbeanstalk:managedactions", name: "ManagedActionsEnabled", value: "true" },
            { namespace: "aws:elasticbeanstalk:healthreporting:system", name: "SystemType", value: "enhanced" },
            { namespace: "aws:elasticbeanstalk:cloudwatch:logs", name: "StreamLogs", value: "true" },
          ],
        });
        return s.add("elasticbeanstalk.Environment", { application: "portal", templateName: template.out("name") });
      },
    },
    bad: {
      "updates switched off": (s) =>
        s.add("elasticbeanstalk.Environment", {
          application: "portal",
          settings: [
            { namespace: "aws:elasticbeanstalk:managedactions", name: "ManagedActionsEnabled", value: "false" },
            { namespace: "aws:elasticbeanstalk:healthreporting:system", name: "SystemType", value: "enhanced" },
            { namespace: "aws:elasticbeanstalk:cloudwatch:logs", name: "StreamLogs", value: "true" },
          ],
        }),
      "nothing set": (s) => s.add("elasticbeanstalk.Environment", { application: "portal" }),
      "switched on in another namespace": (s) =>
        s.add("elasticbeanstalk.Environment", {
          application: "portal",
          settings: [
            { namespace: "aws:elasticbeanstalk:application:environment", name: "ManagedActionsEnabled", value: "true" },
            { namespace: "aws:elasticbeanstalk:healthreporting:system", name: "SystemType", value: "enhanced" },
            { namespace: "aws:elasticbeanstalk:cloudwatch:logs", name: "StreamLogs", value: "true" },
          ],
        }),
      "other settings in the namespaces": (s) =>
        s.add("elasticbeanstalk.Environment", {
          application: "portal",
          settings: [
            { namespace: "aws:elasticbeanstalk:managedactions", name: "PreferredStartTime", value: "true" },
            { namespace: "aws:elasticbeanstalk:healthreporting:system", name: "SystemType", value: "enhanced" },
            { namespace: "aws:elasticbeanstalk:cloudwatch:logs", name: "StreamLogs", value: "true" },
          ],
        }),
      "a template that says nothing": (s) =>
        s.add("elasticbeanstalk.Environment", {
          application: "portal",
          templateName: s.add("elasticbeanstalk.ConfigurationTemplate", { application: "portal" }).out("name"),
        }),
    },
    unknown: {
      "template outside the stack": (s) => s.add("elasticbeanstalk.Environment", { application: "portal", templateName: "baseline" }),
      "the name of a setting known later": (s) =>
        s.add("elasticbeanstalk.Environment", {
          application: "portal",
          settings: [
            { namespace: "aws:elasticbeanstalk:managedactions", name: s.later(), value: "true" },
            { namespace: "aws:elasticbeanstalk:healthreporting:system", name: "SystemType", value: "enhanced" },
            { namespace: "aws:elasticbeanstalk:cloudwatch:logs", name: "StreamLogs", value: "true" },
          ],
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("elasticbeanstalk.Environment", { application: "portal", tags: { DataClassification: "none" } }),
    },
  },
});
