import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PolicyEvent } from "@pulumi/pulumi/automation";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { advised, expected, type RuleIdsByResource } from "../../stacks/violating/expected";
import { type Engine, type EngineEvent, openEngine, type Run, toolchainTimeout, violationsOf } from "../engine/run-pulumi";

const checkout = join(__dirname, "..", "..");
const pack = join(checkout, "policies");
const previewTimeout = 3 * 60_000;

function openStack(stack: string, projectDirectory = checkout): Promise<Engine> {
  return openEngine({
    projectDirectory,
    stack,
    pathFolders: [offlineProviderFolder()],
    // The programs' types are checked with the rest of the repository.
    environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  });
}

interface PreviewOptions {
  readonly projectDirectory?: string;
  /** The pack's configuration. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

async function previewWithPack(stack: string, { projectDirectory, settings }: PreviewOptions = {}): Promise<Run> {
  const engine = await openStack(stack, projectDirectory);
  const scratch = mkdtempSync(join(tmpdir(), "phiguard-stacks-"));
  try {
    const config = join(scratch, "config.json");
    writeFileSync(config, JSON.stringify({ phiguard: settings ?? {} }));
    return await engine.preview({ policyPacks: [pack], policyPackConfigs: [config], events: true });
  } finally {
    engine.close();
    rmSync(scratch, { recursive: true });
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

interface Compliant extends PreviewOptions {
  readonly resources: number;
  /** What no preview of it can decide, as "rule name", with the reason. */
  readonly undetermined?: Readonly<Record<string, string>>;
  /** What is advised against, and let be. */
  readonly advised?: Readonly<Record<string, string>>;
}

const laterContent = "the address of the database, which RDS makes up, is among the container's variables";

/** The reference stacks that comply, and how many AWS resources each has at least. */
const compliant: Readonly<Record<string, Compliant>> = {
  quickstart: { resources: 30 },
  clinic: {
    resources: 150,
    undetermined: {
      "ecs-container-hardening portal": laterContent,
      "ecs-container-logging portal": laterContent,
      "ecs-no-plain-secrets portal": laterContent,
    },
  },
  baseline: {
    resources: 100,
    settings: { accountBaseline: true },
    undetermined: { "ssm-session-logging-encryption-timeout sessions": "the document names a key that is not made yet" },
    advised: { "backup-reports phiguard-baseline": "reports are the backup audit team's, in another stack" },
  },
  organization: { resources: 60 },
};

describe.each(Object.entries(compliant))("the %s stack", (stack, { resources, undetermined = {}, advised: letBe = {}, ...options }) => {
  let run: Run;
  beforeAll(async () => {
    run = await previewWithPack(stack, options);
  }, toolchainTimeout);

  test("is let through", () => {
    expect(atLevel(run, "mandatory").map(({ policyName, resourceUrn, message }) => ({ policyName, resourceUrn, message }))).toEqual([]);
    expect({ exitCode: run.exitCode, stderr: run.exitCode === 0 ? "" : run.output }).toEqual({ exitCode: 0, stderr: "" });
  });

  test("leaves undetermined what no preview can know, and nothing else", () => {
    const found = atLevel(run, "advisory").map(({ policyName, resourceUrn }) => `${policyName} ${nameOf(resourceUrn)}`);
    expect([...new Set(found)].sort()).toEqual([...Object.keys(undetermined), ...Object.keys(letBe)].sort());
  });

  test("has the resources that it is there to show, and the pack's rules speak of each", () => {
    const judged = new Set(run.events.flatMap((event) => event.policyAnalyzeSummaryEvent?.resourceUrn ?? []));
    expect(awsResources(run.events).length).toBeGreaterThanOrEqual(resources);
    expect(awsResources(run.events).filter((urn) => !judged.has(urn))).toEqual([]);
  });
});

test(
  "the clinic without components, whose resources are written one by one, is let through as well",
  async () => {
    const run = await previewWithPack("clinic", { projectDirectory: join(checkout, "test", "programs", "plain-clinic") });
    expect(atLevel(run, "mandatory").map(({ policyName, resourceUrn, message }) => ({ policyName, resourceUrn, message }))).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(awsResources(run.events).length).toBeGreaterThanOrEqual(150);
  },
  previewTimeout,
);

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
      expect(run.output).toContain(
        'no program for a stack named "hospital"; name the stack one of: baseline, clinic, organization, quickstart, violating',
      );
    } finally {
      engine.close();
    }
  },
  previewTimeout,
);
