import { Reader } from "../../policies/reader";
import { UNKNOWN } from "../../policies/unknown";
import { pass } from "../../policies/verdict";

interface Properties {
  readonly flag?: boolean;
  readonly days?: number;
  readonly name?: string;
  readonly block?: { readonly inner?: { readonly value?: string } };
  readonly devices?: readonly { readonly encrypted?: boolean; readonly name?: string }[];
  readonly ports?: readonly number[];
}

function reader(value: Record<string, unknown>): Reader<Properties> {
  return new Reader<Properties>(value, { path: "" });
}

test.each([
  ["known", { block: { inner: { value: "x" } } }],
  ["absent", {}],
  ["absent", { block: {} }],
  ["absent", { block: { inner: { value: "" } } }],
  ["absent", { block: { inner: { value: null } } }],
  ["unknown", { block: UNKNOWN }],
  ["unknown", { block: { inner: UNKNOWN } }],
  ["unknown", { block: { inner: { value: UNKNOWN } } }],
])("a nested property is %s in %p", (state, value) => {
  expect(reader(value).at((p) => p.block?.inner?.value).state).toBe(state);
});

test("the path is the one meant where nothing is set, and the one that is unknown where that is", () => {
  expect(reader({}).at((p) => p.block?.inner?.value).path).toBe("block.inner.value");
  expect(reader({ block: UNKNOWN }).at((p) => p.block?.inner?.value).path).toBe("block");
  expect(reader({ devices: [{}, {}] }).at((p) => p.devices?.[1]?.encrypted).path).toBe("devices[1].encrypted");
});

test("a property that JavaScript's objects inherit is absent", () => {
  const select = (p: Properties) => (p as { constructor?: unknown }).constructor;
  expect(reader({}).at(select).state).toBe("absent");
});

test.each([
  [true, "pass"],
  ["true", "pass"],
  ["TRUE", "pass"],
  [false, "fail"],
  ["false", "fail"],
  ["yes", "fail"],
  [undefined, "fail"],
  [UNKNOWN, "undetermined"],
])("the flag %p is judged: %s", (flag, outcome) => {
  expect(
    reader({ flag })
      .at((p) => p.flag)
      .equals(true, "b").outcome,
  ).toBe(outcome);
});

test.each([
  [7, "pass"],
  ["7", "pass"],
  [6, "fail"],
  ["six", "undetermined"],
  [undefined, "fail"],
  [UNKNOWN, "undetermined"],
])("%p days against at least 7: %s", (days, outcome) => {
  expect(
    reader({ days })
      .at((p) => p.days)
      .atLeast(7, "b").outcome,
  ).toBe(outcome);
});

test("a default stands in for what is absent, not for what is unknown", () => {
  expect(
    reader({})
      .at((p) => p.days)
      .or(7)
      .atLeast(7, "b").outcome,
  ).toBe("pass");
  expect(
    reader({ days: UNKNOWN })
      .at((p) => p.days)
      .or(7)
      .atLeast(7, "b").outcome,
  ).toBe("undetermined");
});

test("a value that is known only later counts as set", () => {
  expect(
    reader({ name: UNKNOWN })
      .at((p) => p.name)
      .isSet("b").outcome,
  ).toBe("pass");
  expect(
    reader({ name: "" })
      .at((p) => p.name)
      .isSet("b").outcome,
  ).toBe("fail");
});

test("evidence shows booleans, and other values only where they are shown on purpose and short", () => {
  const cell = reader({ name: "hunter2" }).at((p) => p.name);
  expect(cell.evidence("w").found).toBe("set to another value");
  expect(cell.shown().evidence("w").found).toBe('"hunter2"');
  expect(
    reader({ name: "x".repeat(41) })
      .at((p) => p.name)
      .shown()
      .evidence("w").found,
  ).toBe("set to another value");
  expect(
    reader({ flag: false })
      .at((p) => p.flag)
      .evidence("w").found,
  ).toBe("false");
  expect(
    reader({})
      .at((p) => p.days)
      .or(0)
      .evidence("w").found,
  ).toBe("not set (0 by default)");
});

test("a list may be unknown as a whole or in a part, and a single block counts as a list of one", () => {
  const encrypted = (value: unknown) =>
    reader({ devices: value })
      .list((p) => p.devices)
      .each((device) => device.at((d) => d.encrypted).equals(true, "b")).outcome;
  expect(encrypted([{ encrypted: true }, { encrypted: true }])).toBe("pass");
  expect(encrypted([{ encrypted: true }, { encrypted: false }])).toBe("fail");
  expect(encrypted([{ encrypted: true }, UNKNOWN])).toBe("undetermined");
  expect(encrypted([{ encrypted: false }, UNKNOWN])).toBe("fail");
  expect(encrypted(UNKNOWN)).toBe("undetermined");
  expect(encrypted({ encrypted: false })).toBe("fail");
  expect(encrypted([])).toBe("not-applicable");
  expect(encrypted(undefined)).toBe("not-applicable");
});

test("one item is enough for some, and an empty list has a verdict of its own", () => {
  const list = reader({ ports: [22, UNKNOWN] }).list((p) => p.ports);
  expect(list.cells.map((cell) => cell.is(22))).toEqual(["yes", "unknown"]);
  expect(
    reader({})
      .list((p) => p.ports)
      .some(
        () => pass(),
        () => pass("none"),
      ).because,
  ).toBe("none");
});

test("whether a setting is there is not known where a block around it is unknown", () => {
  const value = (given: Record<string, unknown>) => reader(given).at((p) => p.block?.inner?.value);
  expect(value({ block: UNKNOWN }).present).toBe("unknown");
  expect(value({ block: UNKNOWN }).isSet("b").outcome).toBe("undetermined");
  expect(value({ block: UNKNOWN }).isNotSet("b").outcome).toBe("undetermined");
  expect(value({ block: { inner: { value: UNKNOWN } } }).present).toBe("yes");
  expect(value({ block: { inner: { value: UNKNOWN } } }).isSet("b").outcome).toBe("pass");
  expect(value({ block: { inner: { value: UNKNOWN } } }).isNotSet("b").outcome).toBe("fail");
  expect(value({}).isSet("b").outcome).toBe("fail");
});

test("each of a list of plain values is judged by itself", () => {
  const judge = (ports: unknown) =>
    reader({ ports })
      .list((p) => p.ports)
      .eachValue((port) => port.atMost(443, "b")).outcome;
  expect(judge([22, 443])).toBe("pass");
  expect(judge([22, 8080])).toBe("fail");
  expect(judge([22, UNKNOWN])).toBe("undetermined");
  expect(judge([8080, UNKNOWN])).toBe("fail");
  expect(judge(UNKNOWN)).toBe("undetermined");
  expect(judge(undefined)).toBe("not-applicable");
});

test("a list is not empty when it holds something, even if that is known only later", () => {
  const ports = (value: Record<string, unknown>) =>
    reader(value)
      .list((p) => p.ports)
      .isNotEmpty("no port");
  expect(ports({ ports: [UNKNOWN] }).outcome).toBe("pass");
  expect(ports({ ports: [] })).toMatchObject({ outcome: "fail", because: "no port" });
  expect(ports({}).outcome).toBe("fail");
  expect(ports({ ports: UNKNOWN }).outcome).toBe("undetermined");
});
