import { orAnotherTrail } from "../../aws/cloudtrail/account-trail";
import { type AskedEvent, type AskedResources, recordsEvents } from "../../aws/cloudtrail/recorded-events";
import type { ClassName } from "../../aws/kinds";
import { or, some, type Ternary } from "../../aws/ternary";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, decide, defineRule, type Verdict, when } from "../../rule";
import type { Settings } from "../../settings";

interface Store {
  readonly kind: ClassName;
  readonly service: string;
  readonly events: readonly AskedEvent[];
}

function events(service: string, resourceType: string, read: string, write: string): readonly AskedEvent[] {
  const source = `${service}.amazonaws.com`;
  return [
    { category: "Data", readOnly: true, source, name: read, resourceType },
    { category: "Data", readOnly: false, source, name: write, resourceType },
  ];
}

/** What holds or processes ePHI and has data events of its own; S3 objects are the rule cloudtrail-s3-data-events. Source: CloudTrail User Guide, "Logging data events". */
const stores: readonly Store[] = [
  { kind: "dynamodb.Table", service: "dynamodb", events: events("dynamodb", "AWS::DynamoDB::Table", "GetItem", "PutItem") },
  {
    kind: "lambda.Function",
    service: "lambda",
    events: [{ category: "Data", readOnly: false, source: "lambda.amazonaws.com", name: "Invoke", resourceType: "AWS::Lambda::Function" }],
  },
  { kind: "s3.DirectoryBucket", service: "s3express", events: events("s3express", "AWS::S3Express::Object", "GetObject", "PutObject") },
];

/** Whether a store of the kind is in scope; one may still follow while the stack is being read. */
function holdsEphi({ kind }: Store, stack: Stack, settings: Settings): Ternary {
  return or(
    some(stack.all(kind), (resource) => stack.inScope(resource, settings)),
    stack.complete ? "no" : "unknown",
  );
}

function everyOne(service: string): AskedResources {
  const whole = new RegExp(`^arn:[^:]+:${service}(?::.*\\*)?$`);
  return { takesIn: (arn) => arn.ask((text) => (whole.test(text) ? "yes" : "unknown")), canLeaveOut: () => "unknown" };
}

function records(trail: Resource<"cloudtrail.Trail">, store: Store): Verdict {
  const advanced = trail.list((p) => p.advancedEventSelectors);
  const selectors = advanced.state === "absent" ? trail.list((p) => p.eventSelectors).cell : advanced.cell;
  const type = store.events[0]?.resourceType ?? store.kind;
  return decide(recordsEvents(trail, store.events, everyOne(store.service)), `data events of ${type} are not all recorded`, [
    selectors.evidence(`reads and writes of ${type}`),
  ]);
}

export default defineRule({
  id: "cloudtrail-data-events-other-stores",
  title: "CloudTrail records the data events of the stack's other stores",
  threat: "Somebody reads ePHI out of a table, and no record says who.",
  remedy:
    'Add an advancedEventSelectors entry with eventCategory "Data" and resources.type "AWS::DynamoDB::Table" ("AWS::Lambda::Function", "AWS::S3Express::Object"), or the type in dataResources.',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.312(a)(2)(i)"],
  severity: "medium",
  // A hint: these events cost by their number, and an application that keeps its own record of each access needs no second one.
  level: "advisory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  check: (trail, stack, { settings }) =>
    all(
      ...stores.map((store) =>
        when(holdsEphi(store, stack, settings), () =>
          orAnotherTrail(trail, records(trail, store), stack, (other) => records(other, store)),
        ),
      ),
    ),
  equivalents: {
    prowler: ["cloudtrail_bedrock_logging_enabled", "awslambda_function_invoke_api_operations_cloudtrail_logging_enabled"],
  },
  examples: {
    good: {
      "tables in a basic selector": (s) => {
        s.add("dynamodb.Table", { hashKey: "id", attributes: [{ name: "id", type: "S" }] });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ dataResources: [{ type: "AWS::DynamoDB::Table", values: ["arn:aws:dynamodb"] }] }],
        });
      },
      "tables in an advanced selector": (s) => {
        s.add("dynamodb.Table", { hashKey: "id", attributes: [{ name: "id", type: "S" }] });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
              ],
            },
          ],
        });
      },
      "functions in a basic selector": (s) => {
        s.add("lambda.Function", { role: s.later() });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ dataResources: [{ type: "AWS::Lambda::Function", values: ["arn:aws:lambda"] }] }],
        });
      },
      "directory buckets in an advanced selector": (s) => {
        s.add("s3.DirectoryBucket", { bucket: "records--use1-az4--x-s3", location: { name: "use1-az4" } });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::S3Express::Object"] },
              ],
            },
          ],
        });
      },
    },
    bad: {
      "no selector": (s) => {
        s.add("dynamodb.Table", { hashKey: "id", attributes: [{ name: "id", type: "S" }] });
        return s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" });
      },
      "writes to tables only": (s) => {
        s.add("dynamodb.Table", { hashKey: "id", attributes: [{ name: "id", type: "S" }] });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ readWriteType: "WriteOnly", dataResources: [{ type: "AWS::DynamoDB::Table", values: ["arn:aws:dynamodb"] }] }],
        });
      },
      "functions not recorded": (s) => {
        s.add("lambda.Function", { role: s.later() });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ dataResources: [{ type: "AWS::DynamoDB::Table", values: ["arn:aws:dynamodb"] }] }],
        });
      },
      "calls of functions as reads only": (s) => {
        s.add("lambda.Function", { role: s.later() });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ readWriteType: "ReadOnly", dataResources: [{ type: "AWS::Lambda::Function", values: ["arn:aws:lambda"] }] }],
        });
      },
      "reads of directory buckets only": (s) => {
        s.add("s3.DirectoryBucket", { bucket: "records--use1-az4--x-s3", location: { name: "use1-az4" } });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::S3Express::Object"] },
                { field: "readOnly", equals: ["true"] },
              ],
            },
          ],
        });
      },
    },
    unknown: {
      "selectors known later": (s) => {
        s.add("dynamodb.Table", { hashKey: "id", attributes: [{ name: "id", type: "S" }] });
        return s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", eventSelectors: s.later() });
      },
      "one table named": (s) => {
        s.add("dynamodb.Table", { hashKey: "id", attributes: [{ name: "id", type: "S" }] });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [
            { dataResources: [{ type: "AWS::DynamoDB::Table", values: ["arn:aws:dynamodb:us-east-1:111122223333:table/patients"] }] },
          ],
        });
      },
    },
    notApplicable: {
      "no such store": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
      "a table without ePHI": (s) => {
        s.add("dynamodb.Table", { hashKey: "id", attributes: [{ name: "id", type: "S" }], tags: { DataClassification: "none" } });
        return s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" });
      },
    },
  },
});
