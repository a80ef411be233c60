import { reviewQueries } from "../../components/audit-trail/review-queries";
import { eventNamesOf, watchedActivities } from "../../components/audit-trail/watched-activities";
import type { ReviewQuery } from "../../policies/evidence/activity";
import { sha256 } from "../../policies/evidence/ledger";
import { note, printed } from "../console";
import { exitCode, Failure } from "../exit-code";
import { reasonOf } from "../verify/account";
import { cloudtrailCalls } from "./calls/cloudtrail";
import { type Patience, runInsights } from "./insights";
import { type Attribute, type EventSeen, lookUp } from "./look-up";
import type { Period, Session } from "./session";

/** What one query came to: what the ledger keeps of it, and what only the reviewer sees. */
export interface Looked {
  readonly query: ReviewQuery;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What there is to look at. */
export interface Sources {
  readonly trails: readonly string[];
  /** By Region, the log groups that hold the trail's events. */
  readonly logGroups: ReadonlyMap<string, readonly string[]>;
  /** Whether one of the trails brings the events of a whole organization. */
  readonly ofOrganization: boolean;
}

interface LookUps {
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

const signIn = "ConsoleLogin";

/** What is looked up in CloudTrail's own history, whether or not there is a trail: what the component's alarms watch. */
export const lookUps: readonly LookUps[] = [
  { name: "root-use", attributes: [{ key: "Username", value: "root" }] },
  { name: "sign-ins", attributes: [{ key: "EventName", value: signIn }] },
  ...watchedActivities.flatMap((activity): readonly LookUps[] => {
    const names = eventNamesOf(activity).filter((name) => name !== signIn);
    return names.length === 0 ? [] : [{ name: activity.name, attributes: names.map((value) => ({ key: "EventName", value })) }];
  }),
];

/** The trails of the Regions and their log groups. @param named log groups that are to be asked, in each Region, in place of the trails' own. */
export async function sourcesOf({ clients, regions }: Session, named: readonly string[]): Promise<Sources> {
  const trails = new Set<string>();
  const logGroups = new Map<string, readonly string[]>();
  let ofOrganization = false;
  for (const region of regions) {
    let list: Awaited<ReturnType<typeof cloudtrailCalls.trails.send>>["trailList"];
    try {
      ({ trailList: list } = await cloudtrailCalls.trails.send(clients.of(region), { includeShadowTrails: false }));
    } catch (error) {
      throw new Failure(
        `the trails in ${region} cannot be listed: ${reasonOf(error)} (${cloudtrailCalls.trails.action})`,
        "phiguard review --print-policy says what a reviewer needs.",
        exitCode.couldNotRun,
      );
    }
    const own = list ?? [];
    for (const { TrailARN: arn } of own) if (arn !== undefined) trails.add(arn);
    ofOrganization ||= own.some(({ IsOrganizationTrail: ofAll }) => ofAll === true);
    const groups = named.length > 0 ? named : own.flatMap(({ CloudWatchLogsLogGroupArn: arn }) => groupNameOf(arn) ?? []);
    if (groups.length > 0) logGroups.set(region, [...new Set(groups)]);
  }
  return { trails: [...trails], logGroups, ofOrganization };
}

/** `arn:aws:logs:us-east-1:111122223333:log-group:/aws/cloudtrail/audit:*` */
function groupNameOf(arn: string | undefined): string | undefined {
  return /:log-group:([^:]+)/.exec(arn ?? "")?.[1];
}

/** Puts all questions, Region by Region; each tells of itself whether it was answered. */
export async function look(session: Session, { logGroups }: Sources, period: Period, patience?: Patience): Promise<readonly Looked[]> {
  const inRegions = await Promise.all(
    session.regions.map(async (region) => {
      const looked: Looked[] = [];
      // One after the other: CloudTrail answers two look-ups a second.
      for (const each of lookUps) looked.push(await inHistory(session, region, each, period));
      const groups = logGroups.get(region) ?? [];
      const answers = groups.length === 0 ? [] : await inLogGroups(session, region, groups, period, patience);
      note(printed(`${region}: looked at CloudTrail's history${groups.length > 0 ? ` and ${groups.join(", ")}` : ""}`));
      return [...looked, ...answers];
    }),
  );
  return inRegions.flat();
}

async function inHistory(session: Session, region: string, { name, attributes }: LookUps, period: Period): Promise<Looked> {
  const text = attributes.map(({ key, value }) => `${key}=${value}`).join(", ");
  const events: EventSeen[] = [];
  let state: ReviewQuery["state"] = "complete";
  let reason: string | undefined;
  for (const attribute of attributes) {
    const answer = await lookUp(session, region, attribute, period);
    events.push(...answer.events);
    if (answer.state === "complete") continue;
    state = answer.state;
    reason = answer.reason;
    // What denies one denies all.
    if (answer.state === "failed") break;
  }
  const ordered = [...events].sort((one, other) => other.time.getTime() - one.time.getTime());
  return {
    query: {
      name,
      by: "cloudtrail:LookupEvents",
      region,
      text,
      sha256: sha256(text),
      rows: events.length,
      state,
      ...(reason !== undefined && { reason }),
    },
    columns: ["time", "event", "who", "from", "error"],
    rows: ordered.map(({ time, name: event, by, from, error }) => [time.toISOString(), event, by, from ?? "", error ?? ""]),
  };
}

async function inLogGroups(
  session: Session,
  region: string,
  logGroups: readonly string[],
  period: Period,
  patience: Patience | undefined,
): Promise<readonly Looked[]> {
  const looked: Looked[] = [];
  for (const [name, { text, columns }] of Object.entries(reviewQueries)) {
    const { rows, state, reason, matched } = await runInsights(session.clients.of(region), { logGroups, text, period }, patience);
    looked.push({
      query: {
        name,
        by: "logs:StartQuery",
        region,
        logGroups,
        text,
        sha256: sha256(text),
        rows: rows.length,
        ...(matched !== undefined && { matched }),
        state,
        ...(reason !== undefined && { reason }),
      },
      columns,
      // Only what the query asks for: an answer may hold whole messages beside it.
      rows: rows.map((row) => columns.map((column) => row[column] ?? "")),
    });
  }
  return looked;
}
