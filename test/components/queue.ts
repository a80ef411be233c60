import { EncryptionKey, Queue } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const queue: ComponentCase = {
  component: "Queue",
  minimal: {
    make: () => {
      new Queue("intake");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("messages", { services: ["sns"], through: ["sqs"] });
      new Queue("intake", {
        key,
        senders: [{ service: "sns", sourceArn: "arn:aws:sns:us-east-1:123456789012:admissions.fifo" }],
        fifo: true,
        visibilityTimeoutSeconds: 360,
        messageRetentionSeconds: 345600,
        maxReceiveCount: 3,
        classification: "ephi",
        tags: { Team: "intake" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "longer than SQS keeps": {
      make: () => new Queue("intake", { messageRetentionSeconds: 1209601 }),
      says: "messageRetentionSeconds must be a whole number of seconds from 60 to 1209600",
    },
    "a bucket as the sender to a queue with an order, which S3 refuses": {
      make: () => new Queue("intake", { fifo: true, senders: [{ service: "s3", sourceArn: "arn:aws:s3:::documents" }] }),
      says: 'senders[0].service must not be "s3" with fifo',
    },
    "an alarm as a sender, which CloudWatch sends to topics only": {
      make: () =>
        new Queue("intake", {
          senders: [{ service: "cloudwatch", sourceArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:load" }],
        }),
      says: 'senders[0].service must not be "cloudwatch"',
    },
    "a sender without a source": {
      make: () => new Queue("intake", { senders: [untyped({ service: "s3" })] }),
      says: "senders[0].sourceArn is missing",
    },
    "a principal in place of a service": {
      make: () => new Queue("intake", { senders: [{ service: "*", sourceArn: "arn:aws:s3:::documents" }] }),
      says: "senders[0].service must be the name of an AWS service",
    },
  },
};
export default queue;
