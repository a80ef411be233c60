import { EncryptionKey, Queue, Topic } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const topic: ComponentCase = {
  component: "Topic",
  minimal: {
    make: () => {
      new Topic("results");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("messages", { services: ["s3", "sns"], through: ["sns", "sqs"] });
      const queue = new Queue("results", { key, senders: [{ service: "sns", sourceArn: "arn:aws:sns:us-east-1:123456789012:results" }] });
      new Topic("results", {
        key,
        publishers: ["s3"],
        subscribers: [
          { protocol: "sqs", endpoint: queue.arn, filterPolicy: JSON.stringify({ kind: ["laboratory"] }) },
          { protocol: "https", endpoint: "https://results.clinic.example/messages" },
        ],
        classification: "ephi",
        tags: { Team: "laboratory" },
      });
      new Topic("orders", { fifo: true });
      new Topic("alarms", {
        classification: "internal",
        publishers: ["cloudwatch", "backup", "events.rds"],
        subscribers: [{ protocol: "email", endpoint: "security@clinic.example" }],
      });
    },
    undetermined: {},
  },
  wrong: {
    "ePHI by mail": {
      make: () => new Topic("results", { subscribers: [{ protocol: "email", endpoint: "results@clinic.example" }] }),
      says: 'subscribers[0].protocol must not be "email" where classification is "ephi"',
    },
    "plain HTTP": {
      make: () => new Topic("results", { subscribers: [{ protocol: "http", endpoint: "http://results.clinic.example" }] }),
      says: 'subscribers[0].protocol must be one of "sqs", "lambda", "https", "email"',
    },
    "plain HTTP by another name": {
      make: () => new Topic("results", { subscribers: [{ protocol: "https", endpoint: "http://results.clinic.example" }] }),
      says: "subscribers[0].endpoint must be an address that begins with https://",
    },
    "a function of a queue in order": {
      make: () =>
        new Topic("results", {
          fifo: true,
          subscribers: [{ protocol: "lambda", endpoint: "arn:aws:lambda:us-east-1:123456789012:function:results" }],
        }),
      says: 'subscribers[0].protocol must be "sqs" where fifo is true',
    },
    "EventBridge, of which nobody can tell whose it is": {
      make: () => new Topic("results", { publishers: ["events"] }),
      says: 'publishers[0] must be the name of an AWS service other than "events"',
    },
    "ElastiCache, which publishes to no encrypted topic": {
      make: () => new Topic("results", { publishers: ["elasticache"] }),
      says: 'publishers[0] must be the name of an AWS service other than "events" and "elasticache"',
    },
    "a service that keeps no order": {
      make: () => new Topic("results", { fifo: true, publishers: ["backup"] }),
      says: "publishers[0] publishes to no topic that is fifo",
    },
    "a topic without a key": {
      make: () => new Topic("results", untyped({ kmsMasterKeyId: "" })),
      says: "kmsMasterKeyId is not an argument",
    },
  },
};
export default topic;
