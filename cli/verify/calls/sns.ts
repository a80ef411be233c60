import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import { service } from "../call";

const sns = service("sns", (configuration) => new SNSClient(configuration));

export const snsCalls = {
  topics: sns.read("sns:ListTopics", ListTopicsCommand),
  topic: sns.read("sns:GetTopicAttributes", GetTopicAttributesCommand),
  topicTags: sns.read("sns:ListTagsForResource", ListTagsForResourceCommand),
  subscriptions: sns.read("sns:ListSubscriptionsByTopic", ListSubscriptionsByTopicCommand),
} as const;
