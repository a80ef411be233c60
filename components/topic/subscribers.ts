import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, input, listOf, objectOf, oneOf, optional, text } from "../foundation/checks";

/** Who gets a topic's messages. */
export interface TopicSubscriber {
  /** "sqs", "lambda" or "https"; "email" only where the topic holds no ePHI, since mail travels and rests outside of AWS. */
  protocol: string;
  /** The ARN of the queue or function, the https:// address, or the e-mail address, whose reader has to confirm once. A queue lets the topic send: a Queue has it in `senders`. */
  endpoint: pulumi.Input<string>;
  /** Which messages it gets, by their attributes, as the JSON of a filter policy. Default: all. */
  filterPolicy?: pulumi.Input<string>;
}

export const subscribersArgument: Check = optional(
  listOf(
    objectOf<TopicSubscriber>({
      protocol: oneOf(["sqs", "lambda", "https", "email"]),
      endpoint: input(text({ maximum: 2048 })),
      filterPolicy: optional(input(text({ maximum: 262144 }))),
    }),
    { described: "a list of subscribers" },
  ),
);

const forms: Readonly<Record<string, { readonly matching: RegExp; readonly described: string }>> = {
  sqs: { matching: /^arn:aws(-[a-z]+)*:sqs:/, described: "the ARN of a queue" },
  lambda: { matching: /^arn:aws(-[a-z]+)*:lambda:/, described: "the ARN of a function" },
  https: { matching: /^https:\/\//, described: "an address that begins with https://" },
  email: { matching: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, described: "an e-mail address" },
};

/** What is wrong with an endpoint for its protocol, as the end of a sentence; outputs are not looked at. */
export function endpointProblem({ protocol, endpoint }: TopicSubscriber): string | undefined {
  const form = forms[protocol];
  return form === undefined || typeof endpoint !== "string" || form.matching.test(endpoint) ? undefined : `must be ${form.described}`;
}

export interface Subscribing {
  readonly topic: aws.sns.Topic;
  readonly topicArn: pulumi.Output<string>;
  /** Where messages go that a subscriber could not be given; people who read mail have none. */
  readonly deadLetterArn: pulumi.Output<string> | undefined;
}

export function subscribe(
  parent: pulumi.ComponentResource,
  name: string,
  { protocol, endpoint, filterPolicy }: TopicSubscriber,
  { topic, topicArn, deadLetterArn }: Subscribing,
): void {
  const permission =
    protocol === "lambda"
      ? new aws.lambda.Permission(
          name,
          { function: endpoint, action: "lambda:InvokeFunction", principal: "sns.amazonaws.com", sourceArn: topicArn },
          { parent },
        )
      : undefined;
  new aws.sns.TopicSubscription(
    name,
    {
      topic: topic.arn,
      protocol,
      endpoint,
      ...(filterPolicy !== undefined && { filterPolicy }),
      ...(deadLetterArn && protocol !== "email" && { redrivePolicy: deadLetters(deadLetterArn) }),
    },
    { parent, deletedWith: topic, ...(permission && { dependsOn: permission }) },
  );
}

function deadLetters(arn: pulumi.Output<string>): pulumi.Output<string> {
  return arn.apply((deadLetterTargetArn) => JSON.stringify({ deadLetterTargetArn }));
}
