import { join } from "node:path";
import type { PolicyEvent } from "@pulumi/pulumi/automation";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { advised, expected, type RuleIdsByResource } from "../../stacks/violating/expected";
import { type Engine, type EngineEvent, openEngine, type Run, toolchainTimeout, violationsOf } from "../engine/run-pulumi";

const checkout = join(__dirname, "..", "..");
const pack = join(checkout, "policies");
const previewTimeout = 3 * 60_000;

function openStack(stack: string): Promise<Engine> {
  return openEngine({
    projectDirectory: checkout,
    stack,
    pathFolders: [offlineProviderFolder()],
    // The programs' types are checked with the rest of the repository.
    environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  });
}

async function previewWithPack(stack: string): Promise<Run> {
  const engine = await openStack(stack);
  try {
    return await engine.preview({ policyPacks: [pack], events: true });
  } finally {
    engine.close();
  }
}

function awsResources(events: readonly EngineEvent[]): string[] {
  return events.flatMap((event) => {
    const metadata = event.resourcePreEvent?.metadata;
    return metadata?.type.startsWith("aws:") ? [metadata.urn] : [];
  });
}

function atLevel(run: Run, level: string): PolicyEvent[] {
  return violationsOf(run.events).filter((violation) => violation.enforcementLevel === level);
}

const nameOf = (urn: string | undefined) => urn?.split("::").at(-1) ?? "";

function byResource(violations: readonly PolicyEvent[]): RuleIdsByResource {
  const found: Record<string, string[]> = {};
  for (const { resourceUrn, policyName } of violations) {
    const name = nameOf(resourceUrn);
    const ids = found[name] ?? [];
    if (!ids.includes(policyName)) found[name] = [...ids, policyName].sort();
  }
  return found;
}

const count = (ids: RuleIdsByResource) => new Set(Object.values(ids).flat()).size;

describe("the clinic", () => {
  let run: Run;
  beforeAll(async () => {
    run = await previewWithPack("clinic");
  }, toolchainTimeout);

  test("is let through", () => {
    expect(atLevel(run, "mandatory").map(({ policyName, resourceUrn, message }) => ({ policyName, resourceUrn, message }))).toEqual([]);
    expect({ exitCode: run.exitCode, stderr: run.exitCode === 0 ? "" : run.output }).toEqual({ exitCode: 0, stderr: "" });
  });

  test("is a back end of 60 resources and more", () => {
    expect(awsResources(run.events).length).toBeGreaterThanOrEqual(60);
  });

  test("was judged: the pack's rules speak of each resource", () => {
    const judged = new Set(run.events.flatMap((event) => event.policyAnalyzeSummaryEvent?.resourceUrn ?? []));
    expect(awsResources(run.events).filter((urn) => !judged.has(urn))).toEqual([]);
  });
});

describe("the violating stack", () => {
  let run: Run;
  beforeAll(async () => {
    run = await previewWithPack("violating");
  }, toolchainTimeout);

  test("is blocked", () => {
    expect(run.exitCode).not.toBe(0);
  });

  test("is blocked by exactly the rules that it is written to break", () => {
    const sorted = Object.fromEntries(Object.entries(expected).map(([name, ids]) => [name, [...ids].sort()]));
    expect(byResource(atLevel(run, "mandatory"))).toEqual(sorted);
  });

  test("is advised against what does not block", () => {
    const found = byResource(atLevel(run, "advisory"));
    for (const [name, ids] of Object.entries(advised))
      expect({ name, ids: found[name] }).toEqual({ name, ids: expect.arrayContaining([...ids]) });
  });

  test("breaks 25 rules and more", () => {
    expect(count(expected)).toBeGreaterThanOrEqual(25);
  });

  test("names only resources that it has", () => {
    const names = new Set(awsResources(run.events).map(nameOf));
    expect(Object.keys({ ...expected, ...advised }).filter((name) => !names.has(name))).toEqual([]);
  });
});

test(
  "a stack whose name is no folder is refused, with the names that are",
  async () => {
    const engine = await openStack("hospital");
    try {
      const run = await engine.preview();
      expect(run.exitCode).not.toBe(0);
      expect(run.output).toContain('no program for a stack named "hospital"; name the stack one of: clinic, violating');
    } finally {
      engine.close();
    }
  },
  previewTimeout,
);
