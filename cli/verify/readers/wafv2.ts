import type { LogScope, ResourceType, Scope, WebACLSummary } from "@aws-sdk/client-wafv2";
import type { ClassName } from "../../../policies/aws/kinds";
import { wafv2Calls as calls } from "../calls/wafv2";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = ["wafv2.WebAcl", "wafv2.WebAclAssociation", "wafv2.WebAclLoggingConfiguration"] as const satisfies readonly ClassName[];
/** Other forms of what is read above: a web ACL is answered with all of its rules. */
const otherForms = ["wafv2.WebAclRule", "wafv2.WebAclRuleGroupAssociation"] as const satisfies readonly ClassName[];

/** Web ACLs with their logging and what they stand before, of a Region and of CloudFront. */
export const wafv2Reader: ServiceReader = {
  service: "wafv2",
  calls,
  regional: true,
  kinds: [...kinds, ...otherForms],
  mayGoUnseen: otherForms,
  read,
};

/** Where web ACLs for CloudFront are, whatever Region they are read from. Source: AWS WAF API Reference, ListWebACLs. */
const cloudFrontRegion = "us-east-1";

/** What rules ask whether a web ACL stands before it; other resources may have one too, and a distribution names its own. */
const guarded: readonly ResourceType[] = ["APPLICATION_LOAD_BALANCER", "API_GATEWAY"];

/** Who set the logging up; without one, only those of the account's own are listed. Source: AWS WAF API Reference, ListLoggingConfigurations. */
const logScopes: readonly LogScope[] = ["CUSTOMER", "SECURITY_LAKE", "CLOUDWATCH_TELEMETRY_RULE_MANAGED"];

const next = ({ NextMarker: marker }: { readonly NextMarker?: string | undefined }) =>
  marker === undefined || marker === "" ? undefined : { NextMarker: marker };

async function read(reading: Reading): Promise<void> {
  await Promise.all([
    readScope(reading, "REGIONAL"),
    // Only the partition of the commercial Regions has CloudFront's web ACLs at that place.
    reading.account.partition === "aws" && reading.claim("wafv2 CLOUDFRONT")
      ? readScope({ ...reading, region: cloudFrontRegion }, "CLOUDFRONT")
      : undefined,
  ]);
}

async function readScope(reading: Reading, scope: Scope): Promise<void> {
  const { account, region, found } = reading;
  const [webAcls, ...loggings] = await Promise.all([
    account.list(region, calls.webAcls, { Scope: scope, Limit: 100 }, { items: (page) => page.WebACLs, next }),
    ...logScopes.map((logScope) =>
      account.list(
        region,
        calls.loggingConfigurations,
        { Scope: scope, LogScope: logScope, Limit: 100 },
        { items: (page) => page.LoggingConfigurations, next },
      ),
    ),
  ]);
  await forEach(listed(reading, [...kinds, ...otherForms], webAcls), (webAcl) => readWebAcl(reading, scope, webAcl));
  for (const logging of loggings) {
    for (const { ResourceArn: arn, LogDestinationConfigs: destinations, LogScope: by = "CUSTOMER" } of listed(
      reading,
      ["wafv2.WebAclLoggingConfiguration"],
      logging,
    )) {
      if (arn === undefined) continue;
      found.add({
        kind: "wafv2.WebAclLoggingConfiguration",
        id: `${arn}/${by}`,
        region,
        inputs: { resourceArn: arn, logDestinationConfigs: destinations },
        refersTo: { resourceArn: found.urnOf("wafv2.WebAcl", arn) },
      });
    }
  }
}

async function readWebAcl(reading: Reading, scope: Scope, { ARN: arn, Name: name, Id: id }: WebACLSummary): Promise<void> {
  if (arn === undefined || name === undefined || id === undefined) return;
  const { account, region, found } = reading;
  const [described, tags, ...resources] = await Promise.all([
    account.ask(region, calls.webAcl, { Name: name, Scope: scope, Id: id }, ["WAFNonexistentItemException"]),
    account.list(
      region,
      calls.webAclTags,
      { ResourceARN: arn, Limit: 100 },
      { items: ({ TagInfoForResource: information }) => information?.TagList, next },
    ),
    ...(scope === "REGIONAL" ? guarded : []).map((type) =>
      account.ask(region, calls.webAclResources, { WebACLArn: arn, ResourceType: type }, ["WAFNonexistentItemException"]),
    ),
  ]);
  if (described.state === "absent") return;
  const urn = found.add({
    kind: "wafv2.WebAcl",
    id: arn,
    region,
    inputs: {
      name,
      scope,
      // Groups that AWS Firewall Manager put around the rules check requests as rules do.
      rules: part(described, ({ WebACL: acl }) =>
        [
          ...(acl?.PreProcessFirewallManagerRuleGroups ?? []),
          ...(acl?.Rules ?? []),
          ...(acl?.PostProcessFirewallManagerRuleGroups ?? []),
        ].map((rule) => ({ name: rule.Name, priority: rule.Priority })),
      ),
      tags: part(tags, tagsOf),
    },
    outputs: { arn, id, name },
    answers: [described, tags],
  });
  for (const answer of resources) {
    if (answer.state === "absent") continue;
    const arns = answer.state === "read" ? { ...answer, value: answer.value.ResourceArns ?? [] } : answer;
    for (const resourceArn of listed(reading, ["wafv2.WebAclAssociation"], arns))
      found.add({
        kind: "wafv2.WebAclAssociation",
        id: resourceArn,
        region,
        inputs: { resourceArn, webAclArn: arn },
        refersTo: { webAclArn: urn },
      });
  }
}
