import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, any, defineRule, fail, type Verdict, when } from "../../rule";

const because = "the table's provisioned capacity does not follow its load";
const table = { name: "patients", hashKey: "id", attributes: [{ name: "id", type: "S" }] };
const target = { serviceNamespace: "dynamodb", minCapacity: 5, maxCapacity: 100 };

/** Whether a scalable target moves one dimension of the table: by a reference to the table, or by its name in the target's id. */
function scales(table: Resource<"dynamodb.Table">, dimension: string, stack: Stack): Verdict {
  const none = () => fail(because, [table.evidence("no scalable target", dimension)]);
  const moves = (found: Resource<"appautoscaling.Target">) =>
    found
      .at((p) => p.scalableDimension)
      .shown()
      .equals(dimension, because);
  const name = table.at((p) => p.name).value;
  return any(
    stack.attached(table, "appautoscaling.Target", (p) => p.resourceId).some(moves, none),
    ...(name === undefined ? [] : stack.all("appautoscaling.Target")).map((found) =>
      all(
        found.at((p) => p.resourceId).test((id) => id === `table/${name}`, "the id of the table", because),
        moves(found),
      ),
    ),
  );
}

export default defineRule({
  id: "dynamodb-autoscaling",
  title: "The capacity of DynamoDB tables follows their load",
  threat: "Requests for ePHI, and the records of who makes them, are refused when the load grows.",
  remedy: 'Set billingMode to "PAY_PER_REQUEST", or add an aws.appautoscaling.Target for reading and one for writing.',
  cites: ["164.308(a)(7)(i)", "164.308(a)(7)(ii)(C)", "164.312(b)"],
  severity: "low",
  // Advisory: a fixed capacity that is large enough does as well. Indexes are not looked at.
  level: "advisory",
  applies: "ephi",
  on: ["dynamodb.Table"],
  check: (table, stack) => {
    const mode = table
      .at((p) => p.billingMode)
      .or("PROVISIONED")
      .shown();
    return when(
      mode.is("PAY_PER_REQUEST"),
      () => mode.equals("PAY_PER_REQUEST", because),
      () => all(scales(table, "dynamodb:table:ReadCapacityUnits", stack), scales(table, "dynamodb:table:WriteCapacityUnits", stack)),
    );
  },
  equivalents: {
    config: ["dynamodb-autoscaling-enabled", "dynamodb-throughput-limit-check"],
    cdkNag: ["HIPAA.Security-DynamoDBAutoScalingEnabled"],
    prowler: ["dynamodb_table_autoscaling_enabled"],
    checkov: ["CKV2_AWS_16"],
  },
  examples: {
    good: {
      "paid per request": (s) => s.add("dynamodb.Table", { ...table, billingMode: "PAY_PER_REQUEST" }),
      "both dimensions scaled": (s) => {
        const found = s.add("dynamodb.Table", { ...table, readCapacity: 5, writeCapacity: 5 });
        s.add("appautoscaling.Target", { ...target, resourceId: "table/patients", scalableDimension: "dynamodb:table:ReadCapacityUnits" });
        s.add("appautoscaling.Target", { ...target, resourceId: "table/patients", scalableDimension: "dynamodb:table:WriteCapacityUnits" });
        return found;
      },
    },
    bad: {
      "fixed capacity": (s) => s.add("dynamodb.Table", { ...table, billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 5 }),
      "only reading is scaled": (s) => {
        const found = s.add("dynamodb.Table", { ...table, readCapacity: 5, writeCapacity: 5 });
        s.add("appautoscaling.Target", { ...target, resourceId: "table/patients", scalableDimension: "dynamodb:table:ReadCapacityUnits" });
        return found;
      },
    },
    unknown: {
      "mode known later": (s) => s.add("dynamodb.Table", { ...table, billingMode: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dynamodb.Table", { ...table, tags: { DataClassification: "none" } }),
    },
  },
});
