import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, input, listOf, objectOf, oneOf, optional, text, wholeNumber } from "./checks";
import type { Tags } from "./classification";
import { logGroup } from "./log-group";
import { physicalName } from "./physical-name";

/** The web application firewall in front of something that the Internet may reach. It cannot be left out. */
export interface Firewall {
  /** The ARN of a web ACL that you bring, of the right scope and with logs of its own. Default: one is created, about 10 USD a month and 0.60 USD for a million requests. */
  webAclArn?: pulumi.Input<string>;
  /** Requests that one address may send in five minutes: 100 to 1000000, default 2000. */
  rateLimit?: number;
  /**
   * Names of rules in AWS's managed groups that only count, where they stop what the application needs: "SizeRestrictions_BODY" for uploads of more than 8 KB.
   * Default: none. Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups list".
   */
  countedRules?: string[];
}

export interface FirewallSettings {
  readonly scope: "REGIONAL" | "CLOUDFRONT";
  /** The ARN of a key that CloudWatch Logs may use, in the firewall's Region. */
  readonly keyArn: pulumi.Input<string>;
  readonly tags: Tags;
  readonly logRetentionDays?: number;
  /** The Region, where it is another one than the provider's: firewalls of CloudFront live in one Region. */
  readonly region?: pulumi.Input<string>;
}

/** What each of AWS's managed groups stops. Its rules, as of its default version: AWS WAF Developer Guide, "AWS Managed Rules rule groups list". */
const managedGroups: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesAmazonIpReputationList: ["AWSManagedIPReputationList", "AWSManagedReconnaissanceList", "AWSManagedIPDDoSList"],
  AWSManagedRulesCommonRuleSet: [
    "NoUserAgent_HEADER",
    "UserAgent_BadBots_HEADER",
    "SizeRestrictions_QUERYSTRING",
    "SizeRestrictions_Cookie_HEADER",
    "SizeRestrictions_BODY",
    "SizeRestrictions_URIPATH",
    "EC2MetaDataSSRF_BODY",
    "EC2MetaDataSSRF_COOKIE",
    "EC2MetaDataSSRF_URIPATH",
    "EC2MetaDataSSRF_QUERYARGUMENTS",
    "GenericLFI_QUERYARGUMENTS",
    "GenericLFI_URIPATH",
    "GenericLFI_BODY",
    "RestrictedExtensions_URIPATH",
    "RestrictedExtensions_QUERYARGUMENTS",
    "GenericRFI_QUERYARGUMENTS",
    "GenericRFI_BODY",
    "GenericRFI_URIPATH",
    "CrossSiteScripting_COOKIE",
    "CrossSiteScripting_QUERYARGUMENTS",
    "CrossSiteScripting_BODY",
    "CrossSiteScripting_URIPATH",
  ],
  AWSManagedRulesKnownBadInputsRuleSet: [
    "JavaDeserializationRCE_BODY",
    "JavaDeserializationRCE_URIPATH",
    "JavaDeserializationRCE_QUERYSTRING",
    "JavaDeserializationRCE_HEADER",
    "Host_localhost_HEADER",
    "PROPFIND_METHOD",
    "ExploitablePaths_URIPATH",
    "Log4JRCE_QUERYSTRING",
    "Log4JRCE_BODY",
    "Log4JRCE_URIPATH",
    "Log4JRCE_HEADER",
    "ReactJSRCE_BODY",
  ],
  AWSManagedRulesSQLiRuleSet: [
    "SQLi_QUERYARGUMENTS",
    "SQLiExtendedPatterns_QUERYARGUMENTS",
    "SQLi_BODY",
    "SQLiExtendedPatterns_BODY",
    "SQLi_COOKIE",
  ],
};

/** The check of an argument `firewall`. */
export const firewallArgument: Check = optional(
  objectOf<Firewall>({
    webAclArn: optional(input(text({ matching: /^arn:aws(-[a-z]+)*:wafv2:/, described: "the ARN of a web ACL" }))),
    rateLimit: optional(wholeNumber({ minimum: 100, maximum: 1_000_000, unit: "requests" })),
    countedRules: optional(listOf(oneOf(Object.values(managedGroups).flat()), { described: "a list of names of managed rules" })),
  }),
);

/** What holds passwords, sessions, and often who the patient is: it stays out of the logs. */
const redactedFields: aws.types.input.wafv2.WebAclLoggingConfigurationRedactedField[] = [
  { singleHeader: { name: "authorization" } },
  { singleHeader: { name: "cookie" } },
  { queryString: {} },
];

function visible(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  // Samples would keep whole requests where nothing redacts them.
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}

/**
 * The ARN of a firewall that stops known attacks, floods and addresses of bad reputation, and logs what it sees for six years:
 * 45 CFR 164.308(a)(5)(ii)(B), 164.312(b), (e)(1).
 */
export function firewall(
  parent: pulumi.ComponentResource,
  name: string,
  args: Firewall | undefined,
  settings: FirewallSettings,
): pulumi.Output<string> {
  const own = physicalName(name, 128);
  const region = settings.region === undefined ? {} : { region: settings.region };
  const webAcl = new aws.wafv2.WebAcl(
    name,
    {
      name: own,
      scope: settings.scope,
      ...region,
      defaultAction: { allow: {} },
      rules: [
        {
          name: "flood",
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: args?.rateLimit ?? 2000, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
          visibilityConfig: visible("flood"),
        },
        ...Object.entries(managedGroups).map(([group, rules], index) => managedGroup(group, rules, index + 1, args?.countedRules ?? [])),
      ],
      visibilityConfig: visible(own),
      tags: settings.tags,
    },
    { parent, deleteBeforeReplace: true },
  );
  const logs = logGroup(parent, `${name}-firewall`, {
    // WAF takes only log groups whose names begin so: AWS WAF Developer Guide, "Amazon CloudWatch Logs" under "Logging destinations".
    path: `aws-waf-logs-${physicalName(name, 400)}`,
    keyArn: settings.keyArn,
    tags: settings.tags,
    ...(settings.logRetentionDays !== undefined && { retentionInDays: settings.logRetentionDays }),
    ...region,
  });
  new aws.wafv2.WebAclLoggingConfiguration(
    name,
    { resourceArn: webAcl.arn, logDestinationConfigs: [logs.arn], redactedFields, ...region },
    { parent },
  );
  return webAcl.arn;
}

function managedGroup(
  name: string,
  rules: readonly string[],
  priority: number,
  counted: readonly string[],
): aws.types.input.wafv2.WebAclRule {
  const overrides = rules.filter((rule) => counted.includes(rule)).map((rule) => ({ name: rule, actionToUse: { count: {} } }));
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ...(overrides.length > 0 && { ruleActionOverrides: overrides }) } },
    visibilityConfig: visible(name),
  };
}
