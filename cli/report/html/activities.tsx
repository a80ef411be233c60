import type { Activity } from "../../../policies/evidence/activity";
import type { Overview } from "../overview";
import { activityOutcomeWords, activityWords, counted, moment, number, proofWords, sentence } from "../words";
import { Chip, Cite, Part, type Tone, Wide } from "./parts";

const mostEarlier = 12;

const tones: Readonly<Record<Activity["outcome"], Tone>> = {
  "nothing-unusual": "pass",
  "follow-up": "open",
  worked: "pass",
  "worked-with-faults": "open",
  failed: "fail",
};

/** The latest review of logs and the latest drill, as people recorded them, and the ones before. */
export function Activities({ overview }: { readonly overview: Overview }) {
  const { activities } = overview;
  if (activities.length === 0) return null;
  const latest = (["log-review", "emergency-access-drill"] as const).flatMap(
    (kind) => activities.find((activity) => activity.kind === kind) ?? [],
  );
  const earlier = activities.filter((activity) => !latest.includes(activity));
  return (
    <Part id="reviews" title="Reviews and drills">
      <p class="soft">What people did and recorded: no rule can do it for them.</p>
      {latest.map((activity) => (
        <Latest activity={activity} />
      ))}
      {earlier.length > 0 && <Earlier activities={earlier} />}
    </Part>
  );
}

function Latest({ activity }: { readonly activity: Activity }) {
  const { kind, by, heldAt, period, outcome, findings, followUp, ticket, accounts } = activity;
  return (
    <>
      <h3>
        {activityWords[kind]}, {moment(heldAt)} <Chip tone={tones[outcome]}>{activityOutcomeWords[outcome]}</Chip>
      </h3>
      <p class="soft">
        <Cite citation={kind === "log-review" ? "164.308(a)(1)(ii)(D)" : "164.312(a)(2)(ii)"} />
      </p>
      <dl class="facts">
        <Fact name={kind === "log-review" ? "Reviewer" : "Who took the role"} value={by} />
        <Fact name="Period" value={`${moment(period.from)} to ${moment(period.to)}`} />
        <Fact name="Accounts" value={accounts.join(", ")} />
        {activity.kind === "log-review" ? (
          <>
            <Fact name="Looked at" value={activity.lookedAt} />
            <Fact name="Queries" value={queriesInWords(activity)} />
          </>
        ) : (
          <>
            <Fact name="Role" value={activity.role} />
            <Fact name="Alarm" value={activity.alarmReceived ? "received" : "not received"} />
            <Fact name="Until there was access" value={counted(activity.minutes, "minute")} />
            <Fact name="CloudTrail" value={`${proofWords[activity.proof.state]} (${counted(activity.proof.count, "event")})`} />
          </>
        )}
        {ticket !== undefined && <Fact name="Ticket" value={ticket} />}
      </dl>
      <p>{sentence(findings)}</p>
      {followUp !== undefined && (
        <p>
          <b>Follow-up:</b> {sentence(followUp)}
        </p>
      )}
    </>
  );
}

function queriesInWords({ queries, trails, complete }: Activity & { readonly kind: "log-review" }): string {
  const found = queries.reduce((sum, { rows }) => sum + rows, 0);
  const whole = complete ? "" : "; not all were answered";
  return `${counted(queries.length, "query", "queries")} over ${counted(trails.length, "trail")}, ${counted(found, "row")} found${whole}`;
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Earlier({ activities }: { readonly activities: readonly Activity[] }) {
  const more = activities.length - mostEarlier;
  return (
    <details>
      <summary class="plain">Earlier ones ({number(activities.length)})</summary>
      <Wide label="Earlier reviews and drills">
        <table>
          <thead>
            <tr>
              {["When", "What", "Who", "Outcome"].map((name) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {activities.slice(0, mostEarlier).map(({ heldAt, kind, by, outcome }) => (
              <tr>
                <th scope="row" class="nowrap">
                  {moment(heldAt)}
                </th>
                <td>{activityWords[kind]}</td>
                <td>{by}</td>
                <td>{activityOutcomeWords[outcome]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {more > 0 && <p class="inside soft">{number(more)} more in the ledger.</p>}
    </details>
  );
}
