import type { LogReview } from "../../policies/evidence/activity";
import { accountIdSchema, personSchema, saidOfReview } from "../../policies/evidence/activity";
import { newRunId } from "../../policies/evidence/ledger";
import { note, printed, result, resultJson } from "../console";
import { readActivities } from "../evidence/activities";
import { type ExitCode, exitCode, Failure } from "../exit-code";
import { packVersion } from "../pack";
import { signingOf } from "../run-output";
import type { Ask } from "../terminal";
import type { Access } from "../verify/clients";
import type { Patience } from "./insights";
import { addActivity } from "./ledger";
import { type Looked, look, type Sources, sourcesOf } from "./look";
import { historyDays } from "./look-up";
import { answered, noTicket, yesOrNo } from "./questions";
import { periodSchema, readSaid, reviewFileSchema, type SaidOfReview } from "./said";
import { openSession, type Period, type Session } from "./session";
import { shown } from "./show";

export interface ReviewOptions {
  readonly access: Access;
  readonly regions: readonly string[];
  /** Log groups with the trail's events, in place of those that the trails name. */
  readonly logGroups: readonly string[];
  /** The period, for questions at the terminal; a file says its own. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly covers: readonly string[];
  /** A file with what the reviewer says. */
  readonly from: string | undefined;
  /** The ledger's folder. */
  readonly ledger: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Shows what is found, and records nothing. */
  readonly show: boolean;
  readonly json: boolean;
  readonly ask: Ask | undefined;
  readonly patience?: Patience;
}

const usualDays = 7;
const dayMilliseconds = 86_400_000;

/** `phiguard review`: puts the questions of the log review, shows the answers, asks what the reviewer made of them, and records that. Nothing half. */
export async function review(options: ReviewOptions): Promise<ExitCode> {
  const { access, regions, ledger, json, ask, show, environment } = options;
  const now = new Date();
  const said = options.from === undefined ? undefined : readSaid(options.from, reviewFileSchema(now));
  if (!said && !show && !ask)
    throw new Failure(
      "nobody is there to ask",
      "Without a terminal: --from record.yaml records a review, --show only shows what is found.",
    );
  // What would keep it from being recorded is told before anybody is asked.
  const signing = signingOf(environment);
  const session = await openSession(access, regions);
  const period = reachable(said?.period ?? periodOf(options, session, now), now);
  const sources = await sourcesOf(session, options.logGroups);
  const accounts = accountsOf(session, sources, said?.covers ?? options.covers);
  const looked = await look(session, sources, period, options.patience);
  const failed = looked.filter(({ query }) => query.state === "failed");
  if (!json) result(`${heading(session, period, sources)}\n${shown(looked)}`);
  if (failed.length === looked.length)
    throw new Failure(
      `nothing could be looked at: ${failed[0]?.query.reason ?? "no query was answered"}`,
      "Nothing was recorded. phiguard review --print-policy says what a reviewer needs.",
      exitCode.couldNotRun,
    );
  if (failed.length > 0)
    note(`${failed.length} of ${looked.length} queries were not answered: this review will not count as one of all logs.`);
  if (show) {
    if (json) resultJson({ account: session.account, period, queries: looked.map(forPrograms) });
    return exitCode.compliant;
  }
  const outcome = said ?? (ask ? await asked(ask, period) : undefined);
  if (!outcome) return exitCode.wrongUsage;
  const record = recordOf({ session, sources, period, looked, accounts, said: outcome });
  const file = addActivity(ledger, record, signing);
  if (json) resultJson({ file, record, queries: looked.map(forPrograms) });
  else result(printed(`Recorded: ${file}`));
  return exitCode.compliant;
}

function heading({ account, regions }: Session, { from, to }: Period, { trails, logGroups }: Sources): string {
  const groups = [...logGroups.values()].flat();
  return printed(
    `Account ${account}, ${regions.join(", ")}, from ${from.toISOString()} to ${to.toISOString()}; ${trails.length} trails; ` +
      (groups.length > 0
        ? `log groups ${groups.join(", ")}`
        : "no log group with the events of a trail, so only CloudTrail's own history is asked"),
  );
}

function forPrograms({ query, columns, rows }: Looked) {
  return { ...query, found: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ""]))) };
}

/** From the options; else from the end of the last complete review of this account, or seven days ago. */
function periodOf({ since, until, ledger }: ReviewOptions, { account }: Session, now: Date): Period {
  const last = since === undefined ? lastReview(ledger, account) : undefined;
  const read = periodSchema(now).safeParse({
    from: since ?? last ?? new Date(now.getTime() - usualDays * dayMilliseconds).toISOString(),
    to: until ?? now.toISOString(),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const option = issue?.path[0] === "to" ? "--until" : "--since";
  throw new Failure(
    `${option} ${issue?.message.replace("period.from", "--since") ?? "is wrong"}`,
    "As in --since 2026-11-16 --until 2026-11-22.",
  );
}

function lastReview(ledger: string, account: string): string | undefined {
  const { activities } = readActivities(ledger);
  // Where a query was not answered, nobody has looked at that period yet.
  return activities.findLast((activity) => activity.kind === "log-review" && activity.complete && activity.accounts.includes(account))
    ?.period.to;
}

/** @throws Failure where the period begins before CloudTrail's history */
function reachable(period: Period, now: Date): Period {
  if (now.getTime() - period.from.getTime() <= historyDays * dayMilliseconds) return period;
  throw new Failure(
    `the period begins before ${new Date(now.getTime() - historyDays * dayMilliseconds).toISOString()}, and CloudTrail's history holds ${historyDays} days`,
    "Review at least every quarter: name a later beginning, and say in the record why there is a gap.",
  );
}

/** @throws Failure where other accounts are named and no trail brings their events */
function accountsOf({ account }: Session, { ofOrganization }: Sources, covers: readonly string[]): readonly string[] {
  const wrong = covers.find((id) => !accountIdSchema.safeParse(id).success);
  if (wrong !== undefined) throw new Failure(`${wrong} is not the number of an account`, "Add --covers 111122223333.");
  const all = [...new Set([account, ...covers])];
  if (all.length === 1 || ofOrganization) return all;
  throw new Failure(`account ${account} has no trail of an organization here, so this review covers no other account`, "Leave covers out.");
}

/** Asks the reviewer. @throws Failure where there is no answer, or the reviewer says no in the end */
async function asked(ask: Ask, period: Period): Promise<Omit<SaidOfReview, "version" | "kind">> {
  const reviewer = await answered(ask, { question: "Who reviewed this", schema: personSchema });
  const lookedAt = await answered(ask, {
    question: "What was looked at",
    schema: saidOfReview.lookedAt,
    byDefault: "All that is shown above",
  });
  const outcome = await answered(ask, {
    question: "Outcome (nothing-unusual or follow-up)",
    schema: saidOfReview.outcome,
    byDefault: "nothing-unusual",
  });
  const findings = await answered(ask, { question: "What was found", schema: saidOfReview.findings });
  const followUp =
    outcome === "follow-up"
      ? await answered(ask, { question: "What is done about it, by whom, until when", schema: saidOfReview.followUp })
      : undefined;
  const ticket = await answered(ask, { question: "Ticket", schema: saidOfReview.ticket, byDefault: noTicket });
  await confirmed(ask);
  return {
    reviewer,
    period,
    lookedAt,
    outcome,
    findings,
    ...(followUp !== undefined && { followUp }),
    ...(ticket !== noTicket && { ticket }),
  };
}

/** @throws Failure unless the person says yes */
export async function confirmed(ask: Ask): Promise<void> {
  const answer = await ask("Add this to the evidence, where it stays as it is [yes]: ");
  if (yesOrNo(answer.trim() === "" ? "yes" : answer.trim()) !== true) throw new Failure("it was not confirmed", "Nothing was recorded.");
}

interface RecordParts {
  readonly session: Session;
  readonly sources: Sources;
  readonly period: Period;
  readonly looked: readonly Looked[];
  readonly accounts: readonly string[];
  readonly said: Omit<SaidOfReview, "version" | "kind">;
}

function recordOf({ session, sources, period, looked, accounts, said }: RecordParts): LogReview {
  const now = new Date();
  const queries = looked.map(({ query }) => query);
  return {
    format: "phiguard-record/1",
    kind: "log-review",
    id: newRunId(),
    heldAt: (said.reviewedOn ?? now).toISOString(),
    recordedAt: now.toISOString(),
    accounts,
    by: said.reviewer,
    ...(session.arn !== undefined && { caller: session.arn }),
    period: { from: period.from.toISOString(), to: period.to.toISOString() },
    phiguard: packVersion(),
    lookedAt: said.lookedAt,
    outcome: said.outcome,
    findings: said.findings,
    ...(said.followUp !== undefined && { followUp: said.followUp }),
    ...(said.ticket !== undefined && { ticket: said.ticket }),
    trails: sources.trails,
    queries,
    complete: queries.every(({ state }) => state !== "failed"),
  };
}
