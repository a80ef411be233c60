import type { RunException, RunRule, RunVerdict } from "../../../policies/evidence/run";
import type { Overview, RuleOverview } from "../overview";
import { counted, daysUntil, kindWords, number, sentence } from "../words";
import { Chip, Cite, namesOf, Part, Status, type Tone, VerdictRow, Wide } from "./parts";

/** The risk register: threat, safeguard, status, rationale, for each rule that spoke of something in this stack. */
export function RiskRegister({ overview }: { readonly overview: Overview }) {
  const spoke = overview.rules.filter(({ status }) => status !== "not-exercised" && status !== "disabled");
  return (
    <Part id="risks" title="Risk register" newPage>
      <p class="soft">One line for each safeguard that this stack calls for: the register that 164.308(a)(1)(ii)(B) asks to be managed.</p>
      <Wide label="Risks, safeguards and their status">
        <table class="fixed">
          <thead>
            <tr>
              <th scope="col" class="w27">
                Threat
              </th>
              <th scope="col" class="w29">
                Safeguard
              </th>
              <th scope="col" class="w13">
                Status
              </th>
              <th scope="col" class="w31">
                Rationale
              </th>
            </tr>
          </thead>
          <tbody data-group="">
            {spoke.map((rule) => (
              <tr data-row="">
                <td>{rule.rule.threat}</td>
                <td>
                  {rule.rule.title}
                  <p class="small soft">
                    <Cite citation={rule.rule.cites[0]} />
                    {rule.rule.cites.length > 1 && ` and ${number(rule.rule.cites.length - 1)} more`} · {rule.rule.severity}
                  </p>
                </td>
                <td>
                  <Status status={rule.status} words={statusOf(rule, overview)} />
                </td>
                <td>
                  <Rationale rule={rule} overview={overview} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Part>
  );
}

function exceptionsOf({ verdicts }: RuleOverview, overview: Overview): readonly RunException[] {
  const ids = new Set(verdicts.excepted.map(({ exception }) => exception));
  return [...ids].flatMap((id) => overview.exception(id) ?? []);
}

function statusOf(rule: RuleOverview, overview: Overview): string {
  if (rule.status === "gap") return rule.blocking > 0 ? "Open, blocks" : "Open";
  if (rule.status === "excepted") {
    const [only, ...others] = new Set(exceptionsOf(rule, overview).map(({ kind }) => kindWords[kind]));
    return only === undefined || others.length > 0 ? "Excepted" : only;
  }
  return rule.status === "open" ? "Undetermined" : "In place";
}

function Rationale({ rule, overview }: { readonly rule: RuleOverview; readonly overview: Overview }) {
  const { fail, undetermined, pass } = rule.verdicts;
  const judged = Object.values(rule.verdicts).reduce((sum, { length }) => sum + length, 0);
  return (
    <>
      {fail.length > 0 && (
        <>
          <p>
            Missing on {number(fail.length)} of {number(judged)}: {namesOf(fail, overview)}.
          </p>
          <p class="soft small">{rule.rule.remedy}</p>
        </>
      )}
      {undetermined.length > 0 && (
        <p>
          Known after deployment on {number(undetermined.length)} of {number(judged)}: {namesOf(undetermined, overview)}.
        </p>
      )}
      {exceptionsOf(rule, overview).map((exception) => (
        <p>
          <b>{kindWords[exception.kind]}</b> ({exception.id}): {sentence(exception.reason)}{" "}
          {exception.measure !== undefined && sentence(exception.measure)} Approved by {exception.approver} on {exception.approvedOn}, until{" "}
          {exception.expiresOn}.
        </p>
      ))}
      {rule.status === "in-place" && <p>Found on {counted(pass.length, "resource")}.</p>}
    </>
  );
}

/** Findings that the register covers are listed under the entry that covers them, so many of them at most. */
const mostCovered = 200;

export function Exceptions({ overview }: { readonly overview: Overview }) {
  const { register, counts } = overview.run;
  const entries = register?.entries ?? [];
  const covered = overview.rules.flatMap(({ rule, verdicts }) => verdicts.excepted.map((verdict) => ({ rule, verdict })));
  return (
    <Part id="exceptions" title={`Exceptions (${number(entries.length)})`} newPage>
      <p class="soft">
        {register === undefined
          ? "The run read no exceptions register."
          : `The register has ${counted(entries.length, "entry", "entries")} and covers ${counted(counts.excepted, "finding")} of this run. Read from ${register.from === "file" ? "its file" : "the settings"}; SHA-256 ${register.sha256}.`}
      </p>
      <div data-group="">
        {entries.map((entry) => (
          <Entry entry={entry} covered={covered.filter(({ verdict }) => verdict.exception === entry.id)} overview={overview} />
        ))}
      </div>
    </Part>
  );
}

interface Covered {
  readonly rule: RunRule;
  readonly verdict: RunVerdict;
}

function Entry({ entry, covered, overview }: { entry: RunException; covered: readonly Covered[]; overview: Overview }) {
  const days = daysUntil(entry.expiresOn, overview.run);
  const [tone, remaining] = expiry(days);
  return (
    <article class={`exception tone-${tone}`} data-row="">
      <h3>
        {entry.id} <Chip tone="excepted">{kindWords[entry.kind]}</Chip> {remaining !== "" && <Chip tone={tone}>{remaining}</Chip>}{" "}
        {entry.imported && <Chip tone="none">Imported by baseline</Chip>}
      </h3>
      <p>{entry.reason}</p>
      {entry.measure !== undefined && (
        <p>
          <b>Measure instead.</b> {entry.measure}
        </p>
      )}
      {entry.plan !== undefined && (
        <p>
          <b>Plan.</b> {entry.plan}
        </p>
      )}
      <dl class="facts">
        <Term name="Owner">{entry.owner}</Term>
        <Term name="Approved by">
          {entry.approver} on {entry.approvedOn}
        </Term>
        <Term name="Expires">{entry.expiresOn}</Term>
        <Term name="Reviewed">{entry.reviewedOn ?? "not since"}</Term>
        <Term name="Risk analysis">{entry.riskAnalysis ?? "no reference"}</Term>
        <Term name="Covers">{counted(entry.covers, "finding")}</Term>
      </dl>
      <p class="small soft">
        Rules: {entry.rules.join(", ")}. Resources: {entry.resources.join(", ")}.
      </p>
      {covered.length > 0 && (
        <details>
          <summary class="plain small">The findings that it covers</summary>
          <ul class="rows">
            {covered.slice(0, mostCovered).map(({ verdict, rule }) => (
              <VerdictRow verdict={verdict} rule={rule} overview={overview} />
            ))}
          </ul>
          {covered.length > mostCovered && <p class="soft">{number(covered.length - mostCovered)} more are in findings.csv.</p>}
        </details>
      )}
    </article>
  );
}

function Term({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The register warns thirty days before an entry expires; the report too. */
function expiry(days: number | undefined): readonly [Tone, string] {
  if (days === undefined) return ["none", ""];
  if (days < 0) return ["fail", `Expired ${counted(-days, "day")} before`];
  return days <= 30 ? ["open", `Expires in ${counted(days, "day")}`] : ["excepted", ""];
}
