import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { List, PropertiesOf, Reader } from "../../reader";
import { and, every, not, or, some, type Ternary, ternary } from "../ternary";

type Trail = Resource<"cloudtrail.Trail">;
type BasicSelector = NonNullable<PropertiesOf<"cloudtrail.Trail">["eventSelectors"]>[number];
type AdvancedSelector = NonNullable<PropertiesOf<"cloudtrail.Trail">["advancedEventSelectors"]>[number];
type FieldSelector = AdvancedSelector["fieldSelectors"][number];

/** An event of the account's life, by the fields that selectors compare. */
export interface AskedEvent {
  readonly category: "Management" | "Data";
  readonly readOnly: boolean;
  /** The service's endpoint name: "kms.amazonaws.com". */
  readonly source: string;
  readonly name: string;
  /** Data events only: "AWS::S3::Object". */
  readonly resourceType?: string;
}

/** Which resources of a data event's type are asked about; each answers for one ARN, or the beginning of one, in a selector. */
export interface AskedResources {
  /** Whether the ARN takes in all of them. */
  takesIn(arn: Cell<string>): Ternary;
  /** Whether leaving out the ARN leaves out none of them. */
  canLeaveOut(arn: Cell<string>): Ternary;
}

const everything: AskedResources = { takesIn: () => "unknown", canLeaveOut: () => "unknown" };

/** A change and a look in a service whose events no selector excludes alone. */
export const managementEvents: readonly AskedEvent[] = [
  { category: "Management", readOnly: false, source: "iam.amazonaws.com", name: "AttachRolePolicy" },
  { category: "Management", readOnly: true, source: "ec2.amazonaws.com", name: "DescribeInstances" },
];

/**
 * Whether a trail records an event. Without any selector it records all management events and no data events.
 * Selectors add up: one that takes the event in is enough. A trail has either basic or advanced ones (AWS refuses both).
 *
 * Source: AWS CloudTrail API Reference, EventSelector (ReadWriteType and IncludeManagementEvents default to All and true; ExcludeManagementEventSources),
 * AdvancedEventSelector; CloudTrail User Guide, "Logging management events" and "Logging data events".
 */
export function recordsEvent(trail: Trail, event: AskedEvent, resources: AskedResources = everything): Ternary {
  const basic = trail.list((p) => p.eventSelectors);
  const advanced = trail.list((p) => p.advancedEventSelectors);
  if (isEmpty(basic) && isEmpty(advanced)) return ternary(event.category === "Management");
  return or(
    anyOf(basic, (selector) => basicTakesIn(selector, event, resources)),
    anyOf(advanced, (selector) => advancedTakesIn(selector, event, resources)),
  );
}

/** Whether a trail records each of several events. */
export function recordsEvents(trail: Trail, events: readonly AskedEvent[], resources?: AskedResources): Ternary {
  return every(events, (event) => recordsEvent(trail, event, resources));
}

function isEmpty<Item>(list: List<Item>): boolean {
  return list.state !== "unknown" && list.items.length === 0;
}

function anyOf<Item>(list: List<Item>, question: (item: Reader<Item>) => Ternary): Ternary {
  return list.state === "unknown" ? "unknown" : some(list.items, question);
}

function anyValue<Item>(list: List<Item>, question: (cell: Cell<NonNullable<Item>>) => Ternary): Ternary {
  return list.state === "unknown" ? "unknown" : some(list.cells, question);
}

function basicTakesIn(selector: Reader<BasicSelector>, event: AskedEvent, resources: AskedResources): Ternary {
  const kind = selector.at((p) => p.readWriteType).or("All");
  const ofKind = kind.is("All", event.readOnly ? "ReadOnly" : "WriteOnly");
  if (event.category === "Management") {
    const excluded = anyValue(
      selector.list((p) => p.excludeManagementEventSources),
      (source) => source.is(event.source),
    );
    const included = selector
      .at((p) => p.includeManagementEvents)
      .or(true)
      .is(true);
    return and(ofKind, included, not(excluded));
  }
  const named = anyOf(
    selector.list((p) => p.dataResources),
    (resource) =>
      and(
        resource.at((p) => p.type).is(event.resourceType ?? ""),
        anyValue(
          resource.list((p) => p.values),
          (arn) => resources.takesIn(arn),
        ),
      ),
  );
  return and(ofKind, named);
}

/** All fields of an advanced selector must hold; eventCategory is never left out. */
function advancedTakesIn(selector: Reader<AdvancedSelector>, event: AskedEvent, resources: AskedResources): Ternary {
  const fields = selector.list((p) => p.fieldSelectors);
  if (fields.state === "unknown") return "unknown";
  const categorised = some(fields.items, (field) => field.at((p) => p.field).is("eventCategory"));
  return and(
    categorised === "yes" ? "yes" : "unknown",
    every(fields.items, (field) => fieldHolds(field, event, resources)),
  );
}

function fieldHolds(selector: Reader<FieldSelector>, event: AskedEvent, resources: AskedResources): Ternary {
  const field = selector.at((p) => p.field);
  if (field.state !== "known") return "unknown";
  const wanted = fieldOf(event, String(field.value));
  if (wanted !== undefined) {
    return compare(selector, {
      equal: (value) => value.is(wanted),
      start: (value) => value.ask((text) => wanted.startsWith(text)),
      end: (value) => value.ask((text) => wanted.endsWith(text)),
    });
  }
  if (field.value !== "resources.ARN") return "unknown";
  const positive = compare(selector, { equal: () => "unknown", start: (value) => resources.takesIn(value), end: () => "unknown" });
  return hasPositive(selector) ? positive : canLeaveOutAll(selector, resources);
}

function fieldOf(event: AskedEvent, field: string): string | undefined {
  switch (field) {
    case "eventCategory":
      return event.category;
    case "readOnly":
      return String(event.readOnly);
    case "eventSource":
      return event.source;
    case "eventName":
      return event.name;
    case "resources.type":
      return event.resourceType;
    default:
      return undefined;
  }
}

interface Comparison {
  equal(value: Cell<string>): Ternary;
  start(value: Cell<string>): Ternary;
  end(value: Cell<string>): Ternary;
}

function hasPositive(selector: Reader<FieldSelector>): boolean {
  return [selector.list((p) => p.equals), selector.list((p) => p.startsWiths), selector.list((p) => p.endsWiths)].some(
    (list) => !isEmpty(list),
  );
}

/** One of the positive operators must hold, where there is any, and none of the negative ones. CloudTrail User Guide, "Filtering data events by using advanced event selectors". */
function compare(selector: Reader<FieldSelector>, question: Comparison): Ternary {
  const positive = or(
    anyValue(
      selector.list((p) => p.equals),
      question.equal,
    ),
    anyValue(
      selector.list((p) => p.startsWiths),
      question.start,
    ),
    anyValue(
      selector.list((p) => p.endsWiths),
      question.end,
    ),
  );
  const negative = or(
    anyValue(
      selector.list((p) => p.notEquals),
      question.equal,
    ),
    anyValue(
      selector.list((p) => p.notStartsWiths),
      question.start,
    ),
    anyValue(
      selector.list((p) => p.notEndsWiths),
      question.end,
    ),
  );
  return and(hasPositive(selector) ? positive : "yes", not(negative));
}

function canLeaveOutAll(selector: Reader<FieldSelector>, resources: AskedResources): Ternary {
  const lists = [selector.list((p) => p.notEquals), selector.list((p) => p.notStartsWiths), selector.list((p) => p.notEndsWiths)];
  return every(lists, (list) => (list.state === "unknown" ? "unknown" : every(list.cells, (arn) => resources.canLeaveOut(arn))));
}
