import { DataBucket, DeliveryStream, EncryptionKey, Stream } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const deliveryStream: ComponentCase = {
  component: "DeliveryStream",
  minimal: {
    make: () => {
      new DeliveryStream("vitals");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("records", { services: ["logs"], through: ["firehose", "kinesis"] });
      const bucket = new DataBucket("archive");
      const source = new Stream("vitals", { key });
      const common = { bucket, key, classification: "ephi", tags: { Team: "wards" } } as const;
      new DeliveryStream("vitals", {
        ...common,
        source,
        prefix: "vitals/!{timestamp:yyyy}/",
        bufferSeconds: 60,
        bufferMebibytes: 5,
        logRetentionDays: 2557,
      });
      new DeliveryStream("events", common);
    },
    undetermined: {},
  },
  wrong: {
    "a bucket's ARN where its name is asked for": {
      make: () => new DeliveryStream("vitals", { bucket: { bucket: "arn:aws:s3:::archive" } }),
      says: "bucket.bucket must be a bucket's name",
    },
    "a queue as a source": {
      make: () => new DeliveryStream("vitals", { source: { arn: "arn:aws:sqs:us-east-1:123456789012:vitals" } }),
      says: "source.arn must be an ARN of kinesis",
    },
    "a prefix that is no folder": {
      make: () => new DeliveryStream("vitals", { prefix: "vitals" }),
      says: 'prefix must be a prefix that ends with "/"',
    },
    "a prefix without a name": {
      make: () => new DeliveryStream("vitals", { prefix: "/vitals/" }),
      says: 'prefix must not begin with "/"',
    },
    "logs for a year": {
      make: () => new DeliveryStream("vitals", { logRetentionDays: 365 }),
      says: "logRetentionDays must be a whole number of days from 2192 to 3653",
    },
    "another destination": {
      make: () => new DeliveryStream("vitals", untyped({ httpEndpoint: "http://collector.example" })),
      says: "httpEndpoint is not an argument",
    },
  },
};
export default deliveryStream;
