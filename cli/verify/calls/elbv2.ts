import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { service } from "../call";

const elbv2 = service("elbv2", (configuration) => new ElasticLoadBalancingV2Client(configuration));

export const elbv2Calls = {
  listeners: elbv2.read("elasticloadbalancing:DescribeListeners", DescribeListenersCommand),
  loadBalancerAttributes: elbv2.read("elasticloadbalancing:DescribeLoadBalancerAttributes", DescribeLoadBalancerAttributesCommand),
  loadBalancers: elbv2.read("elasticloadbalancing:DescribeLoadBalancers", DescribeLoadBalancersCommand),
  rules: elbv2.read("elasticloadbalancing:DescribeRules", DescribeRulesCommand),
  tags: elbv2.read("elasticloadbalancing:DescribeTags", DescribeTagsCommand),
  targetGroupAttributes: elbv2.read("elasticloadbalancing:DescribeTargetGroupAttributes", DescribeTargetGroupAttributesCommand),
  targetGroups: elbv2.read("elasticloadbalancing:DescribeTargetGroups", DescribeTargetGroupsCommand),
  targets: elbv2.read("elasticloadbalancing:DescribeTargetHealth", DescribeTargetHealthCommand),
} as const;
