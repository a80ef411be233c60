import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancerPoliciesCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  ElasticLoadBalancingClient,
} from "@aws-sdk/client-elastic-load-balancing";
import { service } from "../call";

const elb = service("elb", (configuration) => new ElasticLoadBalancingClient(configuration));

export const elbCalls = {
  loadBalancers: elb.read("elasticloadbalancing:DescribeLoadBalancers", DescribeLoadBalancersCommand),
  attributes: elb.read("elasticloadbalancing:DescribeLoadBalancerAttributes", DescribeLoadBalancerAttributesCommand),
  policies: elb.read("elasticloadbalancing:DescribeLoadBalancerPolicies", DescribeLoadBalancerPoliciesCommand),
  tags: elb.read("elasticloadbalancing:DescribeTags", DescribeTagsCommand),
} as const;
