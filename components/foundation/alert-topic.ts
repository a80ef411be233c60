import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "./classification";
import { arn, type Location } from "./location";
import { physicalName } from "./physical-name";
import { forThisAccount, policyDocument, refusePlainText } from "./policy-document";

export interface AlertTopicSettings {
  readonly location: Location;
  /** The ARN of a key that CloudWatch may use. */
  readonly keyArn: pulumi.Input<string>;
  readonly tags: Tags;
  /** Addresses that are told; each has to confirm once. */
  readonly emails: readonly string[];
}

/** A topic for people who watch: this account's alarms publish to it, and it refuses plain HTTP. Answers its ARN, known in a preview. */
export function alertTopic(parent: pulumi.ComponentResource, name: string, settings: AlertTopicSettings): pulumi.Output<string> {
  const { location } = settings;
  const topicName = physicalName(name, 256);
  const topicArn = arn(location, "sns", topicName);
  const topic = new aws.sns.Topic(name, { name: topicName, kmsMasterKeyId: settings.keyArn, tags: settings.tags }, { parent });
  new aws.sns.TopicPolicy(
    name,
    {
      arn: topic.arn,
      policy: policyDocument([
        refusePlainText("sns:Publish", topicArn),
        // Alarms only: what EventBridge publishes carries no source that a topic's policy could ask for.
        {
          Sid: "AlarmsPublish",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topicArn,
          Condition: forThisAccount(location),
        },
      ]),
    },
    { parent, deletedWith: topic },
  );
  for (const [index, endpoint] of settings.emails.entries()) {
    new aws.sns.TopicSubscription(`${name}-${index}`, { topic: topic.arn, protocol: "email", endpoint }, { parent, deletedWith: topic });
  }
  return topicArn;
}
