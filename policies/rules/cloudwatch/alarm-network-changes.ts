import { eventRuleWithTarget, filterKnownLater, filterWithAlarm, notTheBaseline } from "../../aws/activity-alarm-examples";
import { alarmsOn } from "../../aws/activity-alarms";
import { defineAccountRule } from "../../rule";

const pattern = [
  "CreateNetworkAclEntry",
  "AttachInternetGateway",
  "ReplaceRoute",
  "AcceptVpcPeeringConnection",
  "AuthorizeSecurityGroupIngress",
]
  .map((event) => `($.eventName = ${event})`)
  .join(" || ");

export default defineAccountRule({
  id: "alarm-network-changes",
  title: "Changes of the network's perimeter raise an alarm",
  threat: "A route, a peering or an open port lets ePHI out of the network, and nobody notices the change.",
  remedy:
    "Add an aws.cloudwatch.LogMetricFilter on the trail's log group and an aws.cloudwatch.MetricAlarm with alarmActions on its metric, or an aws.cloudwatch.EventRule with a target.",
  cites: ["164.312(e)(1)", "164.308(a)(6)(i)", "164.308(a)(6)(ii)"],
  severity: "medium",
  // The same alarm may be raised outside of AWS, by the system that collects the trail's events.
  level: "advisory",
  // One event stands for each group: a pattern that leaves out the event that opens the perimeter is not an alarm on the group.
  check: (stack) =>
    alarmsOn(stack, [
      { what: "changes of network ACLs", words: [["CreateNetworkAclEntry"]] },
      { what: "changes of gateways", words: [["AttachInternetGateway"]] },
      { what: "changes of routes", words: [["ReplaceRoute"]] },
      { what: "changes of VPCs", words: [["AcceptVpcPeeringConnection"]] },
      { what: "changes of security groups", words: [["AuthorizeSecurityGroupIngress"]] },
    ]),
  equivalents: {
    prowler: [
      "cloudwatch_changes_to_network_acls_alarm_configured",
      "cloudwatch_changes_to_network_gateways_alarm_configured",
      "cloudwatch_changes_to_network_route_tables_alarm_configured",
      "cloudwatch_changes_to_vpcs_alarm_configured",
      "cloudwatch_log_metric_filter_security_group_changes",
    ],
  },
  examples: {
    good: {
      "metric filter with an alarm": filterWithAlarm(pattern),
      "event rule with a target": eventRuleWithTarget({
        detail: {
          eventName: [
            "CreateNetworkAclEntry",
            "AttachInternetGateway",
            "ReplaceRoute",
            "AcceptVpcPeeringConnection",
            "AuthorizeSecurityGroupIngress",
          ],
        },
      }),
    },
    bad: {
      "nothing there": () => undefined,
      "alarm without an action": filterWithAlarm(pattern, []),
      "another pattern": filterWithAlarm("{ $.eventName = AuthorizeSecurityGroupIngress }"),
      ...Object.fromEntries(
        [
          "CreateNetworkAclEntry",
          "AttachInternetGateway",
          "ReplaceRoute",
          "AcceptVpcPeeringConnection",
          "AuthorizeSecurityGroupIngress",
        ].map((event) => [`all but ${event}`, filterWithAlarm(pattern.replace(event, "other"))]),
      ),
    },
    unknown: {
      "pattern known later": filterKnownLater,
    },
    notApplicable: {
      "the baseline is another stack's": notTheBaseline,
    },
  },
});
