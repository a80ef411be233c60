import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as components from "../../components/index";
import type { Call, ComponentCase } from "./component-case";
import { componentClasses } from "./component-classes";
import { type Collected, collect, judgeAll, type Registered } from "./harness";

/** The files that say nothing of a component. */
const shared = ["build.ts", "component-case.ts", "component-classes.ts", "harness.ts", "wrong-arguments.ts", "yaml-preview.ts"];

/** Each component has a file of its own in this folder, named after its folder in `components/`. */
const cases: readonly ComponentCase[] = readdirSync(__dirname)
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !shared.includes(file))
  .map((file) => jest.requireActual<{ default: ComponentCase }>(join(__dirname, file)).default);

const partitions = { aws: "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1" };
const taggable = (resource: Registered) => resource.properties.tags !== undefined;
const fromAws = ({ type }: Registered) => type.startsWith("aws:");

test("each class of the package has a case, and each case a class", () => {
  expect(cases.map(({ component }) => component).sort()).toEqual(componentClasses);
});

describe.each(cases)("$component", ({ component, minimal, full, wrong }) => {
  describe.each<[string, Call]>([
    ["minimal", minimal],
    ["full", full],
  ])("in its %s form", (_, call) => {
    let collected: Collected;
    beforeAll(async () => {
      collected = await collect(call.make);
    });

    test("passes the pack", () => {
      const { fail, undetermined, passed } = judgeAll(collected);
      expect(fail).toEqual([]);
      expect(undetermined.map((finding) => finding.split(",")[0]).sort()).toEqual(Object.keys(call.undetermined).sort());
      expect(passed.length).toBeGreaterThan(0);
    });

    test("registers itself, and all else below a component", () => {
      expect(collected.resources.map(({ type }) => type)).toContain(`components:index:${component}`);
      expect(collected.resources.filter(fromAws).filter(({ parent }) => !parent?.includes("components:index:"))).toEqual([]);
    });

    test("classifies whatever takes tags", () => {
      const unclassified = collected.resources.filter(taggable).filter(({ properties }) => !hasClassification(properties.tags));
      expect(unclassified.map(({ urn }) => urn)).toEqual([]);
      expect(collected.resources.some(taggable)).toBe(true);
    });
  });

  test.each(Object.entries(partitions))("speaks of its own partition only: %s", async (partition, region) => {
    const { resources } = await collect(minimal.make, { region });
    const arns = JSON.stringify(resources.map(({ properties }) => properties)).match(/arn:aws[a-z-]*:/g) ?? [];
    expect([...new Set(arns)].filter((found) => found !== `arn:${partition}:`)).toEqual([]);
  });

  test.each(Object.entries(wrong))("refuses %s, before anything is registered", async (_, { make, says }) => {
    const thrown: unknown[] = [];
    const { resources } = await collect(() => {
      try {
        make();
      } catch (error) {
        thrown.push(error);
      }
    });
    expect(thrown).toHaveLength(1);
    expect(thrown[0]).toBeInstanceOf(components.ArgumentError);
    expect(String(thrown[0])).toContain(says);
    expect(String(thrown[0])).toContain(`${component} "`);
    expect(resources.map(({ type }) => type)).not.toContain(`components:index:${component}`);
  });
});

function hasClassification(tags: unknown): boolean {
  return typeof tags === "object" && tags !== null && "DataClassification" in tags;
}
