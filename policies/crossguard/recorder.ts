import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Session } from "../evaluate";
import { circumstancesOf } from "../evidence/circumstances";
import { LedgerError } from "../evidence/failure";
import { newRunId, writeRun } from "../evidence/ledger";
import { readLevels } from "../evidence/levels";
import { packIdentity } from "../evidence/pack-identity";
import { recordRun } from "../evidence/record";
import type { Run, RunLevel, RunProblem, RunSource } from "../evidence/run";
import { readSigningKey } from "../evidence/signature";
import { recordedProblems } from "../exceptions/record";
import { judgeStack } from "../judge-stack";
import { readParameters } from "../parameters";
import type { Rule } from "../rule";
import type { SettingsProblem } from "../settings";
import type { Memory } from "./memory";
import { printable } from "./message";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the engine tells its packs of an operation by environment variables; it says nothing where it analyzes a state.
 * Source: constructEnv in pulumi/pulumi, sdk/go/common/resource/plugin/analyzer_plugin.go; measured with 3.255.0, where `up` starts the pack
 * twice, with "true" for its preview and with "false" for the update.
 */
function sourceOf({ PULUMI_NODEJS_DRY_RUN: dryRun }: Environment): RunSource {
  if (dryRun === "true") return "preview";
  return dryRun === "false" ? "update" : "state";
}

function packVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "unknown";
}

/** What was set on a rule: what the engine filled in from the schema is no one's decision. */
function configured(rule: Rule, config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isDefault = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) ===
    JSON.stringify(rule.parameters !== undefined && Object.hasOwn(rule.parameters, name) ? rule.parameters[name]?.default : undefined);
  return Object.fromEntries(Object.entries(config).filter((entry) => !isDefault(entry)));
}

/** Writes the ledger of the runs of this process, where one is asked for. */
export class Recorder {
  #written = false;
  #listening = false;

  constructor(
    private readonly rules: readonly Rule[],
    private readonly memory: Memory,
    private readonly environment: Environment = process.env,
  ) {}

  /** The folder of the ledger: what PHIGUARD_EVIDENCE names, else the settings; undefined where no ledger is asked for. */
  get folder(): string | undefined {
    const { PHIGUARD_EVIDENCE: named } = this.environment;
    return named === undefined || named === "" ? this.memory.settings.evidenceFolder : named;
  }

  /**
   * Records the stack that is whole, with every rule on every resource.
   * @returns why that could not be done; undefined where it was, or where nobody asks for it
   */
  record(session: Session, problems: readonly SettingsProblem[]): string | undefined {
    if (this.folder === undefined) return undefined;
    this.#written = true;
    return this.#write(session, problems);
  }

  /** Sees to it that a run that the engine ends early, as it does when an update fails, is recorded as far as it came. */
  recordWhenCutShort(problems: () => readonly SettingsProblem[]): void {
    if (this.#listening || this.folder === undefined) return;
    this.#listening = true;
    // The engine ends its packs by SIGINT, whatever the outcome, and waits five seconds.
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        const problem = this.#written ? undefined : this.#write(this.memory.growing(), problems());
        if (problem !== undefined) process.stderr.write(`phiguard: ${problem}\n`);
        process.exit(0);
      });
    }
  }

  #write(session: Session, settingsProblems: readonly SettingsProblem[]): string | undefined {
    const { folder } = this;
    if (folder === undefined) return undefined;
    if (!isAbsolute(folder))
      return `the evidence folder ${folder} must be an absolute path, since the engine runs the pack in a folder of its own`;
    try {
      const { PHIGUARD_SIGNING_KEY: key } = this.environment;
      const signingKey = key === undefined || key === "" ? undefined : readSigningKey(key);
      writeRun(folder, this.#run(session, settingsProblems), signingKey ? { signingKey } : {});
      return undefined;
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      return `${error.message}. ${error.remedy}`;
    }
  }

  #levels(): {
    readonly levelOf: (rule: Rule) => RunLevel;
    readonly levels: NonNullable<Run["levels"]>;
    readonly problems: readonly RunProblem[];
  } {
    const whereEnabled = (levelOf: (rule: Rule) => RunLevel) => (rule: Rule) =>
      this.memory.isEnabled(rule.id) ? levelOf(rule) : "disabled";
    const byDefault = { levelOf: whereEnabled(({ level }) => level), levels: "default" } as const;
    const { PHIGUARD_POLICY_CONFIG: file } = this.environment;
    if (file === undefined) return { ...byDefault, problems: [] };
    if (file === "") return { ...byDefault, levels: "configured", problems: [] };
    try {
      return { levelOf: whereEnabled(readLevels(file)), levels: "configured", problems: [] };
    } catch {
      const message = `the configuration that PHIGUARD_POLICY_CONFIG names cannot be read: ${printable(file)}`;
      return { ...byDefault, problems: [{ where: "configuration", message, blocks: false }] };
    }
  }

  #run(session: Session, settingsProblems: readonly SettingsProblem[]): Run {
    const { rules, memory, environment } = this;
    const { levelOf, levels, problems } = this.#levels();
    const enabled = rules.filter((rule) => levelOf(rule) !== "disabled");
    const judgements = judgeStack(session, enabled, { configOf: (ruleId) => memory.configOf(ruleId) });
    const { exceptions } = memory;
    const { PULUMI_NODEJS_ORGANIZATION: organization, PHIGUARD_RUN: id } = environment;
    return recordRun({
      id: id !== undefined && /^[0-9A-Za-z-]{8,64}$/.test(id) ? id : newRunId(),
      source: sourceOf(environment),
      startedAt: new Date(Date.now() - process.uptime() * 1000),
      finishedAt: new Date(),
      ...(organization !== undefined && organization !== "" && { organization }),
      ...circumstancesOf(environment),
      pack: packIdentity(rules, packVersion(), __filename),
      session,
      rules,
      levelOf,
      levels,
      configuration: this.#configuration(enabled),
      judgements: [...judgements].map((judgement) => exceptions.apply(judgement)),
      register: exceptions.register,
      problems: [
        ...settingsProblems.map(settingsProblem),
        ...recordedProblems(exceptions.problems),
        ...enabled.flatMap((rule) => this.#configurationProblems(rule)),
        ...problems,
      ],
    });
  }

  #configuration(rules: readonly Rule[]): Run["configuration"] {
    const all = rules.map((rule) => [rule.id, configured(rule, this.memory.configOf(rule.id))] as const);
    return Object.fromEntries(all.filter(([, config]) => Object.keys(config).length > 0));
  }

  #configurationProblems(rule: Rule): RunProblem[] {
    const { problems } = readParameters(rule.parameters ?? {}, this.memory.configOf(rule.id));
    return problems.map(({ name, problem }) => ({ where: "configuration", message: `${rule.id}: ${name} ${problem}`, blocks: true }));
  }
}

function settingsProblem({ key, problem }: SettingsProblem): RunProblem {
  return { where: "settings", message: `${key}: ${problem}`, blocks: true };
}
