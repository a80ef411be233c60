import {
  AssociateWebACLCommand,
  CreateWebACLCommand,
  DeleteLoggingConfigurationCommand,
  DeleteWebACLCommand,
  DisassociateWebACLCommand,
  GetLoggingConfigurationCommand,
  GetWebACLCommand,
  GetWebACLForResourceCommand,
  PutLoggingConfigurationCommand,
  WAFV2Client,
} from "@aws-sdk/client-wafv2";
import { service } from "../emulator";
import { emulated, setting } from "../kind";
import { pascal, tagList } from "../shape";

const wafv2 = service((configuration) => new WAFV2Client(configuration));

/** `cloudwatchMetricsEnabled` is the one name whose second word is spelled otherwise. */
function wafShape(value: unknown): unknown {
  const text = JSON.stringify(pascal(value) ?? null).replaceAll('"CloudwatchMetricsEnabled"', '"CloudWatchMetricsEnabled"');
  const shaped: unknown = JSON.parse(text);
  return shaped;
}

const webAcl = emulated("wafv2.WebAcl", {
  async create(making) {
    const { name, scope, defaultAction, rules = [], visibilityConfig } = making.inputs;
    const { Summary: made } = await wafv2(making, CreateWebACLCommand, {
      Name: name,
      Scope: scope,
      DefaultAction: pascal(defaultAction),
      Rules: wafShape(rules),
      VisibilityConfig: wafShape(visibilityConfig),
      Tags: tagList(making.tags),
    });
    return { id: made?.Id ?? "", outputs: { arn: made?.ARN, lockToken: made?.LockToken } };
  },
  async read(standing) {
    const { name: Name, scope: Scope } = standing.inputs;
    const { WebACL: found } = await wafv2(standing, GetWebACLCommand, { Name, Scope, Id: standing.id });
    return found && { rules: (found.Rules ?? []).map((rule) => ({ name: rule.Name, priority: rule.Priority })) };
  },
  async delete(standing) {
    const { name: Name, scope: Scope } = standing.inputs;
    const { LockToken } = await wafv2(standing, GetWebACLCommand, { Name, Scope, Id: standing.id });
    await wafv2(standing, DeleteWebACLCommand, { Name, Scope, Id: standing.id, LockToken });
  },
});

const association = setting("wafv2.WebAclAssociation", {
  id: ({ inputs }) => `${inputs.webAclArn},${inputs.resourceArn}`,
  put: (making) => wafv2(making, AssociateWebACLCommand, { WebACLArn: making.inputs.webAclArn, ResourceArn: making.inputs.resourceArn }),
  async read(making) {
    const { WebACL: found } = await wafv2(making, GetWebACLForResourceCommand, { ResourceArn: making.inputs.resourceArn });
    return found && { webAclArn: found.ARN };
  },
  remove: (making) => wafv2(making, DisassociateWebACLCommand, { ResourceArn: making.inputs.resourceArn }),
});

const logging = setting("wafv2.WebAclLoggingConfiguration", {
  id: ({ inputs }) => inputs.resourceArn,
  put: (making) => {
    const { resourceArn, logDestinationConfigs, redactedFields } = making.inputs;
    return wafv2(making, PutLoggingConfigurationCommand, {
      LoggingConfiguration: {
        ResourceArn: resourceArn,
        LogDestinationConfigs: logDestinationConfigs,
        RedactedFields: pascal(redactedFields),
      },
    });
  },
  async read(making) {
    const { LoggingConfiguration: found } = await wafv2(making, GetLoggingConfigurationCommand, {
      ResourceArn: making.inputs.resourceArn,
    });
    return found && { logDestinationConfigs: found.LogDestinationConfigs };
  },
  remove: (making) => wafv2(making, DeleteLoggingConfigurationCommand, { ResourceArn: making.inputs.resourceArn }),
});

export const wafv2Kinds = [webAcl, association, logging];
