import {
  type AskedEvent,
  type AskedResources,
  managementEvents,
  recordsEvent,
  recordsEvents,
} from "../../policies/aws/cloudtrail/recorded-events";
import type { Ternary } from "../../policies/aws/ternary";
import { ResourceNode } from "../../policies/graph/resource";
import { UNKNOWN } from "../../policies/unknown";

function trail(inputs: Readonly<Record<string, unknown>>) {
  const urn = "urn:pulumi:test::test::aws:cloudtrail/trail:Trail::trail";
  return new ResourceNode({ urn, type: "aws:cloudtrail/trail:Trail", name: "trail", inputs }).view<"cloudtrail.Trail">("judged");
}

const read: AskedEvent = {
  category: "Data",
  readOnly: true,
  source: "s3.amazonaws.com",
  name: "GetObject",
  resourceType: "AWS::S3::Object",
};
const one: AskedResources = {
  takesIn: (arn) => arn.is("arn:aws:s3"),
  canLeaveOut: (arn) => arn.is("arn:aws:s3:::logs/"),
};

const category = { field: "eventCategory", equals: ["Data"] };
const type = { field: "resources.type", equals: ["AWS::S3::Object"] };

/** Whether an advanced selector of some fields beside the category records the read of an object. */
function advanced(...fieldSelectors: readonly unknown[]): Ternary {
  return recordsEvent(trail({ advancedEventSelectors: [{ fieldSelectors: [category, ...fieldSelectors] }] }), read, one);
}

test.each<[string, object, Ternary]>([
  ["the type", type, "yes"],
  ["another type", { field: "resources.type", equals: ["AWS::Lambda::Function"] }, "no"],
  ["one of two types", { field: "resources.type", equals: ["AWS::Lambda::Function", "AWS::S3::Object"] }, "yes"],
  ["reads", { field: "readOnly", equals: ["true"] }, "yes"],
  ["writes", { field: "readOnly", equals: ["false"] }, "no"],
  ["its service", { field: "eventSource", equals: ["s3.amazonaws.com"] }, "yes"],
  ["all but its service", { field: "eventSource", notEquals: ["s3.amazonaws.com"] }, "no"],
  ["its name", { field: "eventName", equals: ["GetObject"] }, "yes"],
  ["another name", { field: "eventName", equals: ["PutObject"] }, "no"],
  ["names that begin so", { field: "eventName", startsWiths: ["Get"] }, "yes"],
  ["names that begin otherwise", { field: "eventName", startsWiths: ["Object"] }, "no"],
  ["names that end so", { field: "eventName", endsWiths: ["Object"] }, "yes"],
  ["names that end otherwise", { field: "eventName", endsWiths: ["Get"] }, "no"],
  ["names that do not begin so", { field: "eventName", notStartsWiths: ["Get"] }, "no"],
  ["names that do not begin otherwise", { field: "eventName", notStartsWiths: ["Object"] }, "yes"],
  ["names that do not end so", { field: "eventName", notEndsWiths: ["Object"] }, "no"],
  ["names that do not end otherwise", { field: "eventName", notEndsWiths: ["Get"] }, "yes"],
  ["its name, but no name that ends so", { field: "eventName", equals: ["GetObject"], notEndsWiths: ["Object"] }, "no"],
  ["names known later", { field: "eventName", equals: UNKNOWN }, "unknown"],
  ["left out names known later", { field: "eventName", notEquals: [UNKNOWN] }, "unknown"],
  ["a field known later", { field: UNKNOWN, equals: ["x"] }, "unknown"],
  ["a field of no known meaning", { field: "userIdentity.arn", equals: ["x"] }, "unknown"],
  ["ARNs that begin as all do", { field: "resources.ARN", startsWiths: ["arn:aws:s3"] }, "yes"],
  ["ARNs that begin as one bucket's do", { field: "resources.ARN", startsWiths: ["arn:aws:s3:::records/"] }, "no"],
  ["one ARN", { field: "resources.ARN", equals: ["arn:aws:s3"] }, "unknown"],
  ["ARNs that end so", { field: "resources.ARN", endsWiths: [".pdf"] }, "unknown"],
  ["all but the log bucket", { field: "resources.ARN", notStartsWiths: ["arn:aws:s3:::logs/"] }, "yes"],
  ["all but another bucket", { field: "resources.ARN", notStartsWiths: ["arn:aws:s3:::records/"] }, "no"],
  ["all but one ARN", { field: "resources.ARN", notEquals: ["arn:aws:s3:::records/"] }, "no"],
  ["all but ARNs that end so", { field: "resources.ARN", notEndsWiths: ["arn:aws:s3:::records/"] }, "no"],
  ["all but ARNs known later", { field: "resources.ARN", notStartsWiths: UNKNOWN }, "unknown"],
])("a selector of %s", (_, field, answer) => {
  expect(advanced(field)).toBe(answer);
});

test("without a category, and with fields known later, it is open", () => {
  const selectors = (fieldSelectors: unknown) => recordsEvent(trail({ advancedEventSelectors: [{ fieldSelectors }] }), read, one);
  expect([
    selectors([type]),
    selectors(UNKNOWN),
    selectors([category]),
    selectors([{ field: "eventCategory", equals: ["Management"] }]),
  ]).toEqual(["unknown", "unknown", "yes", "no"]);
  expect(
    recordsEvent(trail({ advancedEventSelectors: [{ fieldSelectors: [category, { field: "resources.ARN", startsWiths: ["a"] }] }] }), read),
  ).toBe("unknown");
  expect(
    recordsEvent(trail({ advancedEventSelectors: [{ fieldSelectors: [category, { field: "resources.ARN", notEquals: ["a"] }] }] }), read),
  ).toBe("unknown");
});

test.each<[string, object, Ternary, Ternary]>([
  ["nothing", {}, "yes", "no"],
  ["reads", { readWriteType: "ReadOnly" }, "no", "no"],
  ["writes", { readWriteType: "WriteOnly" }, "no", "no"],
  ["no management events", { includeManagementEvents: false }, "no", "no"],
  ["all but IAM", { excludeManagementEventSources: ["iam.amazonaws.com"] }, "no", "no"],
  ["all but EC2", { excludeManagementEventSources: ["ec2.amazonaws.com"] }, "no", "no"],
  ["all but the Data API of RDS", { excludeManagementEventSources: ["rdsdata.amazonaws.com"] }, "yes", "no"],
  ["objects", { dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }, "yes", "yes"],
  ["reads of objects", { readWriteType: "ReadOnly", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }, "no", "yes"],
  ["writes of objects", { readWriteType: "WriteOnly", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }, "no", "no"],
  ["functions", { dataResources: [{ type: "AWS::Lambda::Function", values: ["arn:aws:s3"] }] }, "yes", "no"],
])("a basic selector of %s: management events %s, the read of an object %s", (_, selector, management, data) => {
  const basic = trail({ eventSelectors: [selector] });
  expect([recordsEvents(basic, managementEvents), recordsEvent(basic, read, one)]).toEqual([management, data]);
});

test("without selectors management events are recorded, and data events are not", () => {
  expect([recordsEvents(trail({}), managementEvents), recordsEvent(trail({ eventSelectors: [] }), read, one)]).toEqual(["yes", "no"]);
});
