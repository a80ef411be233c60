import type { Run } from "../../../policies/evidence/run";
import { type JudgeStateOptions, judgeState } from "../../check/judge-state";
import { readStateFile } from "../../check/state-file";
import { Failure } from "../../exit-code";
import type { LiveAccount } from "../read-account";
import { readers } from "../readers";
import { accountsOf, driftBetween, type JudgedState } from "./drift";

const globalKinds: ReadonlySet<string> = new Set(readers.filter(({ regional }) => !regional).flatMap(({ kinds }) => kinds));
const kindsRead: ReadonlySet<string> = new Set(readers.flatMap(({ kinds }) => kinds));
const mayGoUnseen: ReadonlySet<string> = new Set(readers.flatMap(({ mayGoUnseen: kinds = [] }) => kinds));

/** Reads and judges states. @throws Failure where one cannot be read */
export async function readStates(files: readonly string[], options: JudgeStateOptions): Promise<readonly JudgedState[]> {
  const states: JudgedState[] = [];
  for (const file of files) {
    const { resources, ...state } = await readStateFile(file);
    states.push({ file, resources, run: judgeState({ resources, ...state }, options) });
  }
  return states;
}

/** Adds to what was found in an account how it differs from the states of it; nothing where none is of it. */
export function withDrift(run: Run, { id, regions, found }: LiveAccount, states: readonly JudgedState[]): Run {
  const unlisted = new Set(found.unlisted.flatMap(({ kinds, where }) => kinds.map((kind) => `${kind} ${where}`)));
  const listed = (kind: string, region: string): boolean =>
    kindsRead.has(kind) &&
    !mayGoUnseen.has(kind) &&
    (globalKinds.has(kind) || regions.includes(region)) &&
    !(globalKinds.has(kind) ? regions : [region]).some((where) => unlisted.has(`${kind} ${where}`));
  const own = states.filter(({ resources }) => {
    const accounts = accountsOf(resources);
    return accounts.size === 0 || accounts.has(id);
  });
  // Compared with nothing, all that fails would be in no state.
  if (own.length === 0) return run;
  const isGlobal = (kind: string) => globalKinds.has(kind);
  return { ...run, drift: driftBetween(own, { id, resources: found.resources, run, listed, isGlobal }) };
}

/** @throws Failure for states of accounts that were not read: what they say was compared with nothing */
export function refuseOthers(states: readonly JudgedState[], read: ReadonlySet<string>): void {
  for (const { file, resources } of states) {
    const accounts = [...accountsOf(resources)];
    if (accounts.length === 0 || accounts.some((account) => read.has(account))) continue;
    throw new Failure(
      `${file} is of account ${accounts.join(", ")}, which was not read`,
      "Name the state of a stack of this account, or read the other account: --profile, --assume-role.",
    );
  }
}
