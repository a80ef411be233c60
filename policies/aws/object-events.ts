import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import type { List, Reader } from "../reader";
import { isUnknown, type Unknown } from "../unknown";
import { and, every, or, some, type Ternary, ternary } from "./ternary";

type Trail = Resource<"cloudtrail.Trail">;

/** Whether some item of a list gives a "yes"; a list that is not known may. */
function someItem<Item>(list: List<Item>, question: (item: Reader<Item>) => Ternary): Ternary {
  return list.state === "unknown" ? "unknown" : some(list.items, question);
}

function someText(list: List<string>, question: (text: string) => boolean): Ternary {
  return list.state === "unknown" ? "unknown" : some(list.cells, (cell: Cell<string>) => cell.ask(question));
}

/** Whether the ARN in a selector takes in all objects of a bucket: `arn:aws:s3`, `arn:aws:s3:::`, `arn:aws:s3:::bucket/`. */
function takesIn(arn: string, bucket: string | Unknown): Ternary {
  if (/^arn:[^:]+:s3(?:::|:::)?$/.test(arn)) return "yes";
  const [, name, prefix] = /^arn:[^:]+:s3:::([^/]+)\/(.*)$/.exec(arn) ?? [];
  if (name === undefined || prefix !== "") return "no";
  return isUnknown(bucket) ? "unknown" : ternary(name === bucket);
}

function someArn(list: List<string>, bucket: string | Unknown): Ternary {
  if (list.state === "unknown") return "unknown";
  return some(list.cells, (cell) => cell.ask((arn) => takesIn(arn, bucket)));
}

/**
 * Whether a trail records reads and writes of all objects of a bucket: a basic event selector of "AWS::S3::Object" that takes in the bucket
 * (reads and writes are the default), or an advanced one of data events that is narrowed by nothing but the bucket's ARN.
 * Source: AWS CloudTrail User Guide, "Logging data events"; CloudTrail API Reference, DataResource and AdvancedFieldSelector.
 * @param bucket the bucket's name; unknown when AWS or Pulumi will choose it
 */
export function recordsObjectEvents(trail: Trail, bucket: string | Unknown): Ternary {
  const logging = trail
    .at((p) => p.enableLogging)
    .or(true)
    .is(true);
  const basic = someItem(
    trail.list((p) => p.eventSelectors),
    (selector) =>
      and(
        selector
          .at((s) => s.readWriteType)
          .or("All")
          .is("All"),
        someItem(
          selector.list((s) => s.dataResources),
          (data) =>
            and(
              data.at((d) => d.type).is("AWS::S3::Object"),
              someArn(
                data.list((d) => d.values),
                bucket,
              ),
            ),
        ),
      ),
  );
  const advanced = someItem(
    trail.list((p) => p.advancedEventSelectors),
    (selector) => {
      const fields = selector.list((s) => s.fieldSelectors);
      if (fields.state === "unknown") return "unknown";
      const names = (field: (typeof fields.items)[number], ...wanted: string[]) => field.at((f) => f.field).is(...wanted);
      const ofObjects = some(fields.items, (field) =>
        and(
          names(field, "resources.type"),
          someText(
            field.list((f) => f.equals),
            (type) => type === "AWS::S3::Object",
          ),
        ),
      );
      // Every other field narrows what is recorded, unless it is the bucket's own ARN.
      const notNarrowed = every(fields.items, (field) =>
        or(
          names(field, "eventCategory", "resources.type"),
          and(
            names(field, "resources.ARN"),
            someArn(
              field.list((f) => f.startsWiths),
              bucket,
            ),
          ),
        ),
      );
      return and(ofObjects, notNarrowed);
    },
  );
  return and(logging, or(basic, advanced));
}
