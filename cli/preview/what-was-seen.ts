import { dataHoldingKinds } from "../../policies/aws/data-holding";
import { kindOfToken } from "../../policies/aws/kinds";
import { packPolicyName } from "../../policies/crossguard/pack-policy-name";
import { circumstancesOf } from "../../policies/evidence/circumstances";
import { packIdentity } from "../../policies/evidence/pack-identity";
import { blocks, completed, runRule } from "../../policies/evidence/record";
import type { Run, RunProblem, RunResource, RunVerdict } from "../../policies/evidence/run";
import { rules } from "../../policies/rules/index.gen";
import { packVersion } from "../pack";
import type { PackConfiguration } from "../pack-configuration";
import { nameOfUrn } from "../run-summary";
import type { PolicyFinding, PreviewListener, SeenResource } from "./engine-events";

const rulesById = new Map(rules.map((rule) => [rule.id, rule]));

/** What a preview said until now, kept so that there is a record of it where the engine does not come to its end. */
export class WhatWasSeen implements PreviewListener {
  readonly #resources = new Map<string, string>();
  readonly #findings: PolicyFinding[] = [];
  readonly #passed: { readonly urn: string; readonly rule: string }[] = [];
  readonly #errors: string[] = [];
  #ended = false;

  constructor(private readonly show: (text: string) => void = () => undefined) {}

  get resources(): number {
    return this.#resources.size;
  }

  get findings(): readonly PolicyFinding[] {
    return this.#findings;
  }

  get errors(): readonly string[] {
    return this.#errors;
  }

  /** Whether the engine came to its end by itself, whatever that was. */
  get cameToItsEnd(): boolean {
    return this.#ended;
  }

  resource({ urn, type }: SeenResource): void {
    this.#resources.set(urn, type);
  }

  finding(finding: PolicyFinding): void {
    this.#findings.push(finding);
  }

  passed(urn: string, policies: readonly string[]): void {
    for (const rule of policies) if (rulesById.has(rule)) this.#passed.push({ urn, rule });
  }

  error(message: string): void {
    this.#errors.push(message);
  }

  ended(): void {
    this.#ended = true;
  }

  text(line: string): void {
    this.show(line);
  }

  /** The record of a run that was cut short: what was seen, and nothing that follows from it. */
  recordOf({ id, startedAt, configuration, environment }: SeenRunParts): Run {
    const { settings, levelOf, configured } = configuration;
    const [first] = this.#resources.keys();
    const [head = "", project] = (first ?? "").split("::");
    const stack = head.startsWith("urn:pulumi:") ? head.slice("urn:pulumi:".length) : undefined;
    const passes = this.#passed.map(
      ({ urn, rule }): RunVerdict => ({ rule, urn, outcome: "pass", because: "", evidence: [], blocks: false }),
    );
    const found = this.#findings.filter(({ policy }) => rulesById.has(policy));
    return completed(
      {
        format: "phiguard-run/1",
        id,
        source: "preview",
        startedAt: startedAt.toISOString(),
        finishedAt: new Date().toISOString(),
        ...(stack !== undefined && project !== undefined && { project, stack }),
        ...circumstancesOf(environment),
        pack: packIdentity(rules, packVersion(), __filename),
        settings,
        configuration: configured,
        levels: "configured",
        problems: this.#findings.filter(({ policy }) => policy === packPolicyName).map(problemOf),
        complete: false,
        rules: Object.fromEntries(rules.map((rule) => [rule.id, runRule(rule, levelOf(rule))])),
        resources: [...this.#resources].filter(([, type]) => !type.startsWith("pulumi:")).map(resourceOf),
        flows: [],
        verdicts: [...found.map((finding) => verdictOf(finding, settings)), ...passes],
      },
      0,
    );
  }
}

export interface SeenRunParts {
  readonly id: string;
  readonly startedAt: Date;
  readonly configuration: PackConfiguration;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The first line is the sentence; the paragraph and the remedy follow. */
function sentenceOf(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}

function verdictOf({ policy, urn, message, level }: PolicyFinding, settings: PackConfiguration["settings"]): RunVerdict {
  const sentence = sentenceOf(message);
  const exception = /^Excepted \((\S+) until /.exec(sentence)?.[1];
  const seen = sentence.startsWith("Undetermined (") ? "undetermined" : "fail";
  const outcome = exception === undefined ? seen : "excepted";
  return {
    rule: policy,
    ...(urn !== undefined && { urn }),
    outcome,
    because: sentence,
    evidence: [],
    blocks: level === "mandatory" && blocks(outcome, level, settings),
    ...(exception !== undefined && { exception }),
  };
}

function problemOf({ message, level }: PolicyFinding): RunProblem {
  const where = message.startsWith("The exceptions register") ? "register" : "settings";
  return { where, message: sentenceOf(message), blocks: level === "mandatory" };
}

function resourceOf([urn, type]: readonly [string, string]): RunResource {
  return {
    urn,
    type,
    name: nameOfUrn(urn),
    holdsData: dataHoldingKinds.has(kindOfToken(type) ?? type),
    inScope: "unknown",
    because: "the engine stopped before the whole stack was judged",
  };
}
