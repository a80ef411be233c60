import type { EmergencyAccessDrill } from "../../policies/evidence/activity";
import { personSchema, saidOfDrill } from "../../policies/evidence/activity";
import { newRunId } from "../../policies/evidence/ledger";
import { note, printed, result, resultJson } from "../console";
import { type ExitCode, exitCode, Failure } from "../exit-code";
import { packVersion } from "../pack";
import { signingOf } from "../run-output";
import type { Ask } from "../terminal";
import type { Access } from "../verify/clients";
import { addActivity } from "./ledger";
import { answered, noTicket, yesOrNo } from "./questions";
import { confirmed } from "./review";
import { drillRegions, roleTaken } from "./role-taken";
import { drillFileSchema, pastTimeSchema, periodSchema, readSaid, type SaidOfDrill } from "./said";
import { tableOf } from "./show";

export interface DrillOptions {
  readonly access: Access;
  readonly regions: readonly string[];
  /** A file with what is said of the drill. */
  readonly from: string | undefined;
  /** The ledger's folder. */
  readonly ledger: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly json: boolean;
  readonly ask: Ask | undefined;
}

type Said = Omit<SaidOfDrill, "version" | "kind">;

/** `phiguard drill`: asks how a drill of the emergency access procedure went, looks for its traces in CloudTrail, and records both. Nothing half. */
export async function drill({ access, regions, from, ledger, environment, json, ask }: DrillOptions): Promise<ExitCode> {
  const now = new Date();
  const said = from === undefined ? undefined : readSaid(from, drillFileSchema(now));
  if (!said && !ask) throw new Failure("nobody is there to ask", "Without a terminal: --from record.yaml.");
  // What would keep it from being recorded is told before anybody is asked.
  const signing = signingOf(environment);
  const told = said ?? (ask ? await asked(ask, now) : undefined);
  if (!told) return exitCode.wrongUsage;
  const { role, period } = told;
  const { proof, caller } = await roleTaken({ access, regions: await drillRegions(access, regions, role), role, period });
  if (!json) result(shown(proof));
  if (ask && !said) await confirmed(ask);
  const { takenBy, alarmReceived, minutes, outcome, findings, followUp, ticket } = told;
  const record: EmergencyAccessDrill = {
    format: "phiguard-record/1",
    kind: "emergency-access-drill",
    id: newRunId(),
    heldAt: period.to.toISOString(),
    recordedAt: new Date().toISOString(),
    accounts: [role.split(":")[4] ?? ""],
    by: takenBy,
    ...(caller !== undefined && { caller }),
    period: { from: period.from.toISOString(), to: period.to.toISOString() },
    phiguard: packVersion(),
    role,
    alarmReceived,
    minutes,
    outcome,
    findings,
    ...(followUp !== undefined && { followUp }),
    ...(ticket !== undefined && { ticket }),
    proof,
  };
  const file = addActivity(ledger, record, signing);
  if (json) resultJson({ file, record });
  else result(printed(`Recorded: ${file}`));
  if (outcome === "failed") note("A drill that failed shows no procedure that works: phiguard verify counts none until one succeeds.");
  return exitCode.compliant;
}

function shown({ state, reason, events, count, regions }: EmergencyAccessDrill["proof"]): string {
  const where = regions.join(", ");
  const why = reason === undefined ? "" : `: ${reason}`;
  if (state === "not-looked-up") return printed(`CloudTrail was not looked up to the end${why}. The record says so.`);
  if (state === "none-found")
    return printed(
      `CloudTrail has no event of the role being taken in ${where}. It takes up to 15 minutes until one shows, and the record says that none did.`,
    );
  const rows = events.map(({ time, name, by, region, error = "" }) => [time, name, by, region, error]);
  return `${tableOf(["time", "event", "who", "Region", "error"], rows)}\n${count} events${printed(why)}`;
}

/** Asks how it went. @throws Failure where there is no answer */
async function asked(ask: Ask, now: Date): Promise<Said> {
  const role = await answered(ask, { question: "The role for emergencies (its ARN)", schema: saidOfDrill.role });
  const takenBy = await answered(ask, { question: "Who took it", schema: personSchema });
  const began = await answered(ask, { question: "When the drill began (UTC, 2026-11-22T09:00:00Z)", schema: pastTimeSchema(now) });
  const period = await answered(ask, {
    question: "When it ended (UTC)",
    schema: periodSchema(now),
    meaning: (to) => ({ from: began, to }),
  });
  const minutes = await answered(ask, {
    question: "How many minutes until there was access",
    schema: saidOfDrill.minutes,
    meaning: (answer) => (/^\d+$/.test(answer) ? Number(answer) : answer),
  });
  const alarmReceived = await answered(ask, {
    question: "Did the alarm reach those who are to be told (yes or no)",
    schema: saidOfDrill.alarmReceived,
    meaning: yesOrNo,
  });
  const outcome = await answered(ask, { question: "Outcome (worked, worked-with-faults or failed)", schema: saidOfDrill.outcome });
  const findings = await answered(ask, { question: "What was found", schema: saidOfDrill.findings });
  const followUp =
    outcome === "worked"
      ? undefined
      : await answered(ask, { question: "What is done about it, by whom, until when", schema: saidOfDrill.followUp });
  const ticket = await answered(ask, { question: "Ticket", schema: saidOfDrill.ticket, byDefault: noTicket });
  return {
    role,
    takenBy,
    period,
    minutes,
    alarmReceived,
    outcome,
    findings,
    ...(followUp !== undefined && { followUp }),
    ...(ticket !== noTicket && { ticket }),
  };
}
