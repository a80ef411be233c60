import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { service } from "../emulator";
import { emulated, setting } from "../kind";
import { tagList } from "../shape";

const sns = service((configuration) => new SNSClient(configuration));

const topic = emulated("sns.Topic", {
  async create(making) {
    const { name, kmsMasterKeyId, policy } = making.inputs;
    const { TopicArn: arn } = await sns(making, CreateTopicCommand, {
      Name: name,
      Attributes: { KmsMasterKeyId: kmsMasterKeyId, Policy: policy },
      Tags: tagList(making.tags),
    });
    return { id: arn ?? "", outputs: { arn, owner: making.accountId } };
  },
  async read(standing) {
    const { Attributes: found } = await sns(standing, GetTopicAttributesCommand, { TopicArn: standing.id });
    return { kmsMasterKeyId: found?.KmsMasterKeyId || null };
  },
  update: (standing) =>
    sns(standing, SetTopicAttributesCommand, {
      TopicArn: standing.id,
      AttributeName: "KmsMasterKeyId",
      AttributeValue: standing.inputs.kmsMasterKeyId ?? "",
    }),
  delete: (standing) => sns(standing, DeleteTopicCommand, { TopicArn: standing.id }),
});

const topicPolicy = setting("sns.TopicPolicy", {
  id: ({ inputs }) => inputs.arn,
  put: (making) =>
    sns(making, SetTopicAttributesCommand, {
      TopicArn: making.inputs.arn,
      AttributeName: "Policy",
      AttributeValue: making.inputs.policy,
    }),
  async read(making) {
    const { Attributes: found } = await sns(making, GetTopicAttributesCommand, { TopicArn: making.inputs.arn });
    return { policy: found?.Policy };
  },
  // A topic always has a policy; AWS's own first one lets the owner's account in.
  remove: (making) =>
    sns(making, SetTopicAttributesCommand, {
      TopicArn: making.inputs.arn,
      AttributeName: "Policy",
      AttributeValue: JSON.stringify({
        Version: "2008-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: ["SNS:Publish", "SNS:Subscribe"],
            Resource: making.inputs.arn,
            Condition: { StringEquals: { "AWS:SourceOwner": making.accountId } },
          },
        ],
      }),
    }),
});

const subscription = emulated("sns.TopicSubscription", {
  async create(making) {
    const { topic: TopicArn, protocol, endpoint } = making.inputs;
    const { SubscriptionArn: arn } = await sns(making, SubscribeCommand, {
      TopicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      ReturnSubscriptionArn: true,
    });
    return { id: arn ?? "", outputs: { arn } };
  },
  async read(standing) {
    await sns(standing, GetSubscriptionAttributesCommand, { SubscriptionArn: standing.id });
    return {};
  },
  delete: (standing) => sns(standing, UnsubscribeCommand, { SubscriptionArn: standing.id }),
});

export const snsKinds = [topic, topicPolicy, subscription];
