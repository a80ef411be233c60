import { type Judgement, Session } from "../../policies/evaluate";
import { circumstancesOf } from "../../policies/evidence/circumstances";
import { newRunId } from "../../policies/evidence/ledger";
import { packIdentity } from "../../policies/evidence/pack-identity";
import { recordRun } from "../../policies/evidence/record";
import type { Run, RunProblem } from "../../policies/evidence/run";
import { dayOf } from "../../policies/exceptions/dates";
import { openRegister } from "../../policies/exceptions/open";
import { recordedProblems } from "../../policies/exceptions/record";
import { applyRegister } from "../../policies/exceptions/register";
import { unusedEntries } from "../../policies/exceptions/unused";
import { type ResourceDescription, ResourceNode } from "../../policies/graph/resource";
import { rootStackType } from "../../policies/graph/stack";
import { judgeStack } from "../../policies/judge-stack";
import type { Rule } from "../../policies/rule";
import { allRules as rules } from "../../policies/rules/all";
import type { Settings } from "../../policies/settings";
import { undetermined } from "../../policies/verdict";
import type { JudgeStateOptions } from "../check/judge-state";
import { packVersion } from "../pack";
import { collectGarbage } from "./collect-garbage";
import type { Found, Unread } from "./found";
import { LiveIndex, standIn } from "./live-index";
import { programOnly } from "./program-only";
import { readers } from "./readers";
import { ofAllRegions, regionalRules, resourcesIn } from "./regional-rules";
import { agreed, otherWorlds } from "./worlds";

const kindsRead: ReadonlySet<string> = new Set(readers.flatMap(({ kinds }) => kinds));
const className = /^\w+\.\w+$/;

/**
 * Judges an account by the rules of a stack that is whole; the account's baseline is always its own.
 * @param regions the Regions that were read; what each must have by itself is asked of each
 */
export function judgeLive(
  found: Found,
  { configuration, environment, startedAt }: JudgeStateOptions,
  regions: readonly string[] = [],
): Run {
  const { levelOf, configOf, configured } = configuration;
  const settings = { ...configuration.settings, accountBaseline: true };
  const asked = rules.filter((rule) => levelOf(rule) !== "disabled" && !programOnly.has(rule.id));
  const root = found.resources.find(({ type }) => type === rootStackType)?.urn ?? "";
  const several = regions.length > 1;
  const whole = worldsOf({
    account: found.account,
    resources: found.resources,
    unlisted: found.unlisted,
    mayBeAbsent: found.mayBeAbsent,
    root,
    settings,
  });
  const judgedIn = ({ session, others, unlisted }: Worlds, by: readonly Rule[]): readonly Judgement[] => {
    // Of kinds that are never read, there is nobody to judge; of those that could not be listed, somebody may be there.
    const skip = ({ kind, description }: ResourceNode) => description.carriedBy !== undefined && !unlisted.has(kind);
    const judged = function* (): Generator<Iterable<Judgement>> {
      for (const other of others()) {
        yield judgeStack(other, by, { configOf, skip });
        collectGarbage();
      }
    };
    return agreed(judgeStack(session, by, { configOf, skip }), judged());
  };
  const ofEachRegion = new Map(
    (several ? regions : []).map((region): [string, readonly Judgement[]] => [
      region,
      judgedIn(
        worldsOf({ ...partOf(found, region), root, settings }),
        asked.filter(({ id }) => regionalRules.has(id)),
      ),
    ]),
  );
  const judged = [
    ...judgedIn(
      whole,
      asked.filter(({ id }) => !several || !regionalRules.has(id)),
    ),
    ...ofAllRegions(ofEachRegion),
  ].map((judgement) => explained(judgement, found));

  const today = dayOf(startedAt);
  const register = openRegister({ settings, environment, rules, today });
  const judgements = judged.map((judgement) => applyRegister(judgement, register, today));
  const used = new Set(judgements.flatMap(({ exception }) => exception?.id ?? []));
  const unused = register ? unusedEntries(register, rules, found.resources, used) : [];
  return recordRun({
    id: newRunId(),
    source: "live",
    startedAt,
    finishedAt: new Date(),
    ...circumstancesOf(environment),
    pack: packIdentity(rules, packVersion(), __filename),
    session: whole.session,
    rules,
    levelOf,
    levels: "configured",
    configuration: configured,
    judgements,
    register,
    problems: [...recordedProblems([...(register?.problems ?? []), ...unused]), ...problemsOf(found, settings.unclassified)],
  });
}

interface Worlds {
  readonly session: Session;
  /** Each is made when its turn comes, and let go after it. */
  others(): Generator<Session>;
  readonly unlisted: ReadonlySet<string>;
}

/** What was found, in full or of one Region. */
interface FoundPart extends Pick<Found, "account" | "resources" | "unlisted" | "mayBeAbsent"> {
  readonly root: string;
  readonly settings: Settings;
}

function worldsOf({ account, resources, unlisted: lists, mayBeAbsent, root, settings }: FoundPart): Worlds {
  const unlisted = new Set<string>(lists.flatMap(({ kinds }) => kinds));
  const standInOf = (kind: string) =>
    className.test(kind) && (!kindsRead.has(kind) || unlisted.has(kind)) ? standIn(kind, account, root) : undefined;
  const others = function* (): Generator<Session> {
    let nothing: readonly ResourceDescription[] | undefined;
    let count = 0;
    for (const known of otherWorlds(resources, mayBeAbsent)) {
      nothing ??= known;
      count += 1;
      yield new Session(new LiveIndex(nodes(known), () => undefined), settings, true);
    }
    // What was not listed may be there where what was not read is not.
    if (nothing && count > 1) yield withStandIns(new LiveIndex(nodes(nothing), standInOf), settings);
  };
  return { session: withStandIns(new LiveIndex(nodes(resources), standInOf), settings), others, unlisted };
}

function withStandIns(index: LiveIndex, settings: Settings): Session {
  const session = new Session(index, settings, true);
  session.flows();
  index.standIn();
  return session;
}

/** What was found in a Region, and the account itself. */
function partOf({ account, resources, unlisted, mayBeAbsent }: Found, region: string): Omit<FoundPart, "root" | "settings"> {
  return {
    account,
    resources: resourcesIn(region, resources),
    unlisted: unlisted.filter(({ where }) => where === region),
    mayBeAbsent,
  };
}

function nodes(resources: readonly ResourceDescription[]): readonly ResourceNode[] {
  return resources.map((resource) => new ResourceNode(resource));
}

/** Says of what is undetermined why: a preview waits for the deployment, an account did not answer. */
function explained(judgement: Judgement, { unread, unlisted }: Found): Judgement {
  const { verdict, urn, within } = judgement;
  if (verdict.outcome !== "undetermined") return judgement;
  const seen = verdict.evidence.flatMap((evidence) => evidence.urn ?? []);
  const reasons = [urn ?? "", ...seen].flatMap((at) => unread.get(at) ?? []);
  const notListed = unlisted.filter(({ kinds }) =>
    kinds.some((kind) => within?.startsWith(`${kind} `) === true || verdict.because.includes(kind)),
  );
  const texts = [...new Set([...reasons, ...notListed].map(unreadText))];
  const open = verdict.because.replaceAll(" before deployment", " from what was read");
  const because = texts.length === 0 ? open : `${open}; could not be read: ${texts.join(", ")}`;
  return { ...judgement, verdict: undetermined(because, verdict.evidence) };
}

function unreadText({ action, reason }: Unread): string {
  return `${reason} (${action})`;
}

function problemsOf({ unread, unlisted, notLookedAt, account }: Found, unclassified: "ephi" | "out-of-scope"): readonly RunProblem[] {
  const times = new Map<string, number>();
  for (const reason of new Set([...unread.values()].flat())) {
    const text = unreadText(reason);
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return [
    ...unlisted.map(
      ({ kinds, where, ...reason }): RunProblem => ({
        where: "account",
        message: `${kinds.join(", ")} of account ${account} in ${where} could not be listed: ${unreadText(reason)}.`,
        blocks: true,
      }),
    ),
    ...[...times].map(
      ([text, count]): RunProblem => ({
        where: "account",
        message: `Could not be read ${count === 1 ? "once" : `${count} times`}: ${text}; what depends on it is undetermined.`,
        blocks: false,
      }),
    ),
    ...notLookedAt.map(
      ({ service, count, types }): RunProblem => ({
        where: "account",
        message: `${count === 1 ? "1 resource" : `${count} resources`} of ${service}${types.length === 0 ? "" : ` (${types.join(", ")})`} ${count === 1 ? "was" : "were"} not looked at.`,
        blocks: false,
      }),
    ),
    ...(unclassified === "out-of-scope"
      ? [
          {
            where: "account",
            message:
              "Resources that nothing classifies count as out of scope, and ePHI that comes to them from services that verify does not read is not seen.",
            blocks: false,
          } as const,
        ]
      : []),
  ];
}
