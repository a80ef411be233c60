import { Session } from "../../policies/evaluate";
import { circumstancesOf } from "../../policies/evidence/circumstances";
import { newRunId } from "../../policies/evidence/ledger";
import { packIdentity } from "../../policies/evidence/pack-identity";
import { recordRun } from "../../policies/evidence/record";
import type { Run } from "../../policies/evidence/run";
import { dayOf } from "../../policies/exceptions/dates";
import { openRegister } from "../../policies/exceptions/open";
import { recordedProblems } from "../../policies/exceptions/record";
import { applyRegister } from "../../policies/exceptions/register";
import { unusedEntries } from "../../policies/exceptions/unused";
import { withCarried } from "../../policies/graph/embedded";
import { ResourceIndex } from "../../policies/graph/references";
import { judgeStack } from "../../policies/judge-stack";
import { rules } from "../../policies/rules/index.gen";
import { packVersion } from "../pack";
import type { PackConfiguration } from "../pack-configuration";
import type { StateFile } from "./state-file";

/** What a state is judged under. */
export interface JudgeStateOptions {
  readonly configuration: PackConfiguration;
  /** Where PHIGUARD_EXCEPTIONS, the commit and the CI run are read from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly startedAt: Date;
}

/** Judges a state as the pack judges a stack that is whole. */
export function judgeState(state: StateFile, { configuration, environment, startedAt }: JudgeStateOptions): Run {
  const { settings, levelOf, configOf, configured } = configuration;
  const index = new ResourceIndex(state.resources.flatMap(withCarried));
  const session = new Session(index, settings, true);
  const enabled = rules.filter((rule) => levelOf(rule) !== "disabled");
  const today = dayOf(startedAt);
  const register = openRegister({ settings, environment, rules, today });
  const judgements = [...judgeStack(session, enabled, { configOf })].map((judgement) => applyRegister(judgement, register, today));
  const used = new Set(judgements.flatMap(({ exception }) => exception?.id ?? []));
  const unused = register ? unusedEntries(register, rules, state.resources, used) : [];
  return recordRun({
    id: newRunId(),
    source: "state",
    startedAt,
    finishedAt: new Date(),
    ...circumstancesOf(environment),
    pack: packIdentity(rules, packVersion(), __filename),
    session,
    rules,
    levelOf,
    levels: "configured",
    configuration: configured,
    judgements,
    register,
    problems: recordedProblems([...(register?.problems ?? []), ...unused]),
    locationOf: (urn) => state.locations.get(urn),
  });
}
