import type {
  CloudWatchLoggingOptions,
  DeliveryStreamDescription,
  DeliveryStreamEncryptionConfiguration,
  DestinationDescription,
  S3DestinationDescription,
} from "@aws-sdk/client-firehose";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import { firehoseCalls as calls } from "../calls/firehose";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = ["kinesis.FirehoseDeliveryStream"] as const satisfies readonly ClassName[];

/** Delivery streams of a Region. */
export const firehoseReader: ServiceReader = { service: "firehose", calls, regional: true, kinds, read };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const streams = await account.list(
    region,
    calls.streams,
    { Limit: 100 },
    {
      items: (page) => page.DeliveryStreamNames,
      next: ({ HasMoreDeliveryStreams: more, DeliveryStreamNames: names }) => {
        const last = names?.at(-1);
        return more === true && last !== undefined ? { ExclusiveStartDeliveryStreamName: last } : undefined;
      },
    },
  );
  await forEach(listed(reading, kinds, streams), (name) => readStream(reading, name));
}

/** What the API calls each destination, and the provider. Of one whose destination the API does not know any more, nothing is known. */
const unreadDestination = { destination: UNKNOWN, extendedS3Configuration: UNKNOWN, httpEndpointConfiguration: UNKNOWN };

async function readStream(reading: Reading, name: string): Promise<void> {
  const { account, region, found } = reading;
  const arn = `arn:${account.partition}:firehose:${region}:${account.id}:deliverystream/${name}`;
  const [described, tags] = await Promise.all([
    account.ask(region, calls.stream, { DeliveryStreamName: name }),
    account.list(
      region,
      calls.streamTags,
      { DeliveryStreamName: name },
      {
        items: (page) => page.Tags,
        next: ({ HasMoreTags: more, Tags: page }) => {
          const last = page?.at(-1)?.Key;
          return more === true && last !== undefined ? { ExclusiveStartTagKey: last } : undefined;
        },
      },
    ),
  ]);
  const stream = described.state === "read" ? described.value.DeliveryStreamDescription : undefined;
  if (stream?.DeliveryStreamStatus === "DELETING") return;
  const source = stream?.Source;
  const [destination] = stream?.Destinations ?? [];
  found.add({
    kind: "kinesis.FirehoseDeliveryStream",
    id: arn,
    region,
    inputs: {
      name,
      kinesisSourceConfiguration: part(
        described,
        () =>
          source?.KinesisStreamSourceDescription && {
            kinesisStreamArn: source.KinesisStreamSourceDescription.KinesisStreamARN,
            roleArn: source.KinesisStreamSourceDescription.RoleARN,
          },
      ),
      mskSourceConfiguration: part(
        described,
        () =>
          source?.MSKSourceDescription && {
            mskClusterArn: source.MSKSourceDescription.MSKClusterARN,
            topicName: source.MSKSourceDescription.TopicName,
          },
      ),
      serverSideEncryption: part(described, () => encryptionOf(reading, stream)),
      ...(destination === undefined ? unreadDestination : destinationOf(destination)),
      tags: part(tags, tagsOf),
    },
    outputs: { arn, id: arn, name },
    answers: [described, tags],
  });
}

/** While it is being switched on, it is not on yet. Source: Firehose API Reference, DeliveryStreamEncryptionConfiguration, `Status`. */
function enabled({ Status: status }: DeliveryStreamEncryptionConfiguration): boolean | Unknown {
  return status === undefined || status === "ENABLING" ? UNKNOWN : status === "ENABLED";
}

function encryptionOf(reading: Reading, stream: DeliveryStreamDescription | undefined) {
  const configured = stream?.DeliveryStreamEncryptionConfiguration;
  return configured && { enabled: enabled(configured), keyType: configured.KeyType, keyArn: keyArn(reading, configured.KeyARN) };
}

function logging(options: CloudWatchLoggingOptions | undefined) {
  return options && { enabled: options.Enabled, logGroupName: options.LogGroupName, logStreamName: options.LogStreamName };
}

function bucket(description: S3DestinationDescription | undefined) {
  return (
    description && {
      bucketArn: description.BucketARN,
      roleArn: description.RoleARN,
      prefix: description.Prefix,
      kmsKeyArn: description.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN,
      cloudwatchLoggingOptions: logging(description.CloudWatchLoggingOptions),
    }
  );
}

/** What every destination but S3 has: its own log, and the bucket for what could not be delivered. */
function delivered(description: {
  readonly CloudWatchLoggingOptions?: CloudWatchLoggingOptions | undefined;
  readonly S3DestinationDescription?: S3DestinationDescription | undefined;
}) {
  return {
    cloudwatchLoggingOptions: logging(description.CloudWatchLoggingOptions),
    s3Configuration: bucket(description.S3DestinationDescription),
  };
}

/** The one destination of a stream, under the provider's name of it. A stream to anything but S3 has an S3 description beside it, so that comes last. */
function destinationOf(destination: DestinationDescription) {
  const {
    RedshiftDestinationDescription: redshift,
    ElasticsearchDestinationDescription: elasticsearch,
    AmazonopensearchserviceDestinationDescription: opensearch,
    AmazonOpenSearchServerlessDestinationDescription: serverless,
    SplunkDestinationDescription: splunk,
    HttpEndpointDestinationDescription: http,
    SnowflakeDestinationDescription: snowflake,
    IcebergDestinationDescription: iceberg,
    ExtendedS3DestinationDescription: extended,
    S3DestinationDescription: plain,
  } = destination;
  if (redshift)
    return { destination: "redshift", redshiftConfiguration: { ...delivered(redshift), clusterJdbcurl: redshift.ClusterJDBCURL } };
  if (elasticsearch)
    return {
      destination: "elasticsearch",
      elasticsearchConfiguration: { ...delivered(elasticsearch), domainArn: elasticsearch.DomainARN },
    };
  if (opensearch)
    return { destination: "opensearch", opensearchConfiguration: { ...delivered(opensearch), domainArn: opensearch.DomainARN } };
  if (serverless)
    return {
      destination: "opensearchserverless",
      opensearchserverlessConfiguration: { ...delivered(serverless), collectionEndpoint: serverless.CollectionEndpoint },
    };
  if (splunk) return { destination: "splunk", splunkConfiguration: { ...delivered(splunk), hecEndpoint: splunk.HECEndpoint } };
  if (http)
    return { destination: "http_endpoint", httpEndpointConfiguration: { ...delivered(http), url: http.EndpointConfiguration?.Url } };
  if (snowflake) return { destination: "snowflake", snowflakeConfiguration: delivered(snowflake) };
  if (iceberg) return { destination: "iceberg", icebergConfiguration: delivered(iceberg) };
  if (extended)
    return {
      destination: "extended_s3",
      extendedS3Configuration: { ...bucket(extended), s3BackupConfiguration: bucket(extended.S3BackupDescription) },
    };
  return plain === undefined ? unreadDestination : { destination: "extended_s3", extendedS3Configuration: bucket(plain) };
}
