import type { EmergencyAccessDrill, RoleEvent } from "../../policies/evidence/activity";
import { note, printed } from "../console";
import { Failure } from "../exit-code";
import { type Access, ClientsOfRegions } from "../verify/clients";
import { type EventSeen, historyDays, lookUp } from "./look-up";
import { openSession, type Period, type Session } from "./session";

type Proof = EmergencyAccessDrill["proof"];

const mostEvents = 100;
const dayMilliseconds = 86_400_000;

/** By which events a role is taken: from programs, and in the console. Source: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail". */
const eventNames = ["AssumeRole", "SwitchRole"];

export interface Looking {
  readonly access: Access;
  readonly regions: readonly string[];
  readonly role: string;
  readonly period: Period;
}

/** What CloudTrail knows of a role being taken, and who asked. What cannot be had is told: a drill without it is one all the same. */
export async function roleTaken({ access, regions, role, period }: Looking): Promise<{ readonly proof: Proof; readonly caller?: string }> {
  const notLookedUp = (reason: string): Proof => ({ state: "not-looked-up", reason, regions: [], events: [], count: 0 });
  if (Date.now() - period.from.getTime() > historyDays * dayMilliseconds)
    return { proof: notLookedUp(`CloudTrail's history holds ${historyDays} days`) };
  let session: Session;
  try {
    session = await openSession(access, regions);
  } catch (error) {
    if (error instanceof Failure) return { proof: notLookedUp(error.message.slice(0, 500)) };
    throw error;
  }
  const caller = session.arn === undefined ? {} : { caller: session.arn };
  const account = role.split(":")[4];
  if (session.account !== account)
    return { proof: notLookedUp(`the credentials are of account ${session.account}, the role is of another`), ...caller };
  const events: EventSeen[] = [];
  const reasons = new Set<string>();
  for (const region of session.regions) {
    for (const value of eventNames) {
      const answer = await lookUp(session, region, { key: "EventName", value }, period);
      events.push(...answer.events.filter((event) => isOf(event, role)));
      if (answer.state === "more") reasons.add(`${region} has more ${value} events than were looked at`);
      if (answer.state === "failed") reasons.add(`${answer.reason ?? "no answer"} (cloudtrail:LookupEvents in ${region})`);
    }
    note(printed(`${region}: looked for ${eventNames.join(" and ")} events of ${role}`));
  }
  const reason = [...reasons].join("; ").slice(0, 500);
  const ordered = [...events].sort((one, other) => one.time.getTime() - other.time.getTime());
  const proof: Proof = {
    state: events.length > 0 ? "found" : reasons.size > 0 ? "not-looked-up" : "none-found",
    ...(reason !== "" && { reason }),
    regions: session.regions,
    events: ordered.slice(0, mostEvents).map(recorded),
    count: events.length,
  };
  return { proof, ...caller };
}

/** AssumeRole names the role among its parameters; SwitchRole is already done by the role's own session. */
function isOf(event: EventSeen, role: string): boolean {
  const session = role.replace(":iam:", ":sts:").replace(/:role\/(?:.*\/)?([^/]+)$/, ":assumed-role/$1/");
  return event.names(role) || (event.name === "SwitchRole" && event.by.startsWith(session));
}

function recorded({ time, name, by, region, error, id }: EventSeen): RoleEvent {
  return {
    time: time.toISOString(),
    name: name.slice(0, 100),
    by: by.slice(0, 2048),
    region,
    ...(error !== undefined && { error: error.slice(0, 200) }),
    id: id.slice(0, 100),
  };
}

/** Without Regions, the SDK's own, and the ones where AWS records sign-ins and STS's global endpoint. Source: CloudTrail User Guide, "Global service events". */
export async function drillRegions(access: Access, named: readonly string[], role: string): Promise<readonly string[]> {
  if (named.length > 0) return named;
  const globalRegions: Readonly<Record<string, string>> = { aws: "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1" };
  const global = globalRegions[role.split(":")[1] ?? ""];
  const own = await new ClientsOfRegions(access).defaultRegion().catch(() => undefined);
  return [...new Set([own, global].flatMap((region) => region ?? []))];
}
