import type { Run } from "../../../policies/evidence/run";
import type { Overview, ParagraphOverview, RuleStatus } from "../overview";
import { counted, moment, number, sourceWords, subjectOf } from "../words";
import { Cite, Count, Part, Status, type Tone, Wide } from "./parts";

export function Top({ overview: { run } }: { readonly overview: Overview }) {
  return (
    <header class="top">
      <p class="kicker">HIPAA Security Rule · technical safeguards · evidence report</p>
      <h1>{subjectOf(run)}</h1>
      <p class="soft">
        {sourceWords[run.source]}, {moment(run.finishedAt)}
      </p>
      <Banner run={run} />
      {!run.complete && (
        <p class="warning">
          <b>This record is not complete.</b> The engine stopped before the whole stack was judged: it says only what was seen, and is no
          evidence for the rest.
        </p>
      )}
      <Tiles run={run} />
      <Facts run={run} />
    </header>
  );
}

function Banner({ run }: { readonly run: Run }) {
  const blocked = run.outcome === "blocked";
  const compliant = !blocked && run.complete;
  return (
    <div class={`banner ${compliant ? "compliant" : "blocked"}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
        <circle cx="12" cy="12" r="10" />
        {!compliant ? <path d="M8 8l8 8M16 8l-8 8" /> : <path d="M7.5 12.5l3 3 6-7" />}
      </svg>
      <div>
        <strong>
          {blocked
            ? `Blocked: ${blockedBy(run)}`
            : compliant
              ? "Compliant: nothing blocks"
              : "Not judged to the end: nothing that blocks was seen until then"}
        </strong>
        <p>
          {counted(run.counts.resources, "resource")} judged by {counted(Object.keys(run.rules).length, "rule")}
          {run.counts.undetermined > 0 && `; ${counted(run.counts.undetermined, "verdict")} cannot be decided before deployment`}.
        </p>
      </div>
    </div>
  );
}

function blockedBy({ counts, problems }: Run): string {
  const wrong = problems.filter(({ blocks }) => blocks).length;
  const parts = [
    ...(counts.blocking > 0 ? [counted(counts.blocking, "finding")] : []),
    ...(wrong > 0 ? [counted(wrong, "problem with the checking itself", "problems with the checking itself")] : []),
  ];
  return parts.length === 0 ? "see the problems below" : parts.join(" and ");
}

function Tiles({ run: { counts } }: { readonly run: Run }) {
  const tiles: ReadonlyArray<readonly [number, string, Tone]> = [
    [counts.blocking, "block the deployment", "fail"],
    [counts.fail, "findings in all", "fail"],
    [counts.undetermined, "undetermined", "open"],
    [counts.excepted, "excepted", "excepted"],
    [counts.pass, "passed", "pass"],
    [counts.resources, "resources", "none"],
  ];
  const parts = [
    ["fail", counts.fail],
    ["open", counts.undetermined],
    ["excepted", counts.excepted],
    ["pass", counts.pass],
  ] as const;
  const all = parts.reduce((sum, [, count]) => sum + count, 0);
  let x = 0;
  return (
    <>
      <ul class="tiles">
        {tiles.map(([count, words, tone]) => (
          <li class={`tone-${tone}`}>
            <b>{number(count)}</b>
            <span>{words}</span>
          </li>
        ))}
      </ul>
      {all > 0 && (
        <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
          {parts.map(([name, count]) => {
            const width = (count / all) * 1000;
            x += width;
            return <rect class={`bar-${name}`} x={(x - width).toFixed(1)} y="0" width={width.toFixed(1)} height="10" />;
          })}
        </svg>
      )}
    </>
  );
}

function Facts({ run }: { readonly run: Run }) {
  const url = httpsUrl(run.ci?.url);
  const ci = run.ci && `${run.ci.system} ${run.ci.run}`;
  return (
    <dl class="facts">
      {run.organization !== undefined && <Fact name="Organization">{run.organization}</Fact>}
      {run.commit !== undefined && (
        <Fact name="Commit">
          <code>{run.commit}</code>
        </Fact>
      )}
      {ci !== undefined && (
        <Fact name="CI run">
          {url === undefined ? (
            ci
          ) : (
            <a href={url} rel="noreferrer">
              {ci}
            </a>
          )}
        </Fact>
      )}
      <Fact name="Time">
        {moment(run.startedAt)} to {moment(run.finishedAt)}
      </Fact>
      <Fact name="Policy pack">
        {run.pack.name} {run.pack.version}
      </Fact>
      <Fact name="Record">
        <code>{run.id}</code>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A link that the page may offer: anything but https could act on the reader's machine. */
function httpsUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === "https:" ? url.href : undefined;
}

/** The sections of the Security Rule, the technical safeguards first. */
const sections = [
  ["164.312", "§ 164.312 Technical safeguards"],
  ["164.308", "§ 164.308 Administrative safeguards"],
  ["164.314", "§ 164.314 Organizational requirements"],
  ["164.316", "§ 164.316 Policies, procedures and documentation"],
] as const;

export function Paragraphs({ overview }: { readonly overview: Overview }) {
  return (
    <Part id="paragraphs" title="By paragraph of the rule">
      <p class="soft">
        Counted are rules, each in every paragraph that it cites; findings are single resources. “In place” means that every resource the
        rules speak of passed; it does not replace the risk analysis of 164.308(a)(1)(ii)(A), nor what only people can show.
      </p>
      <Wide label="Safeguards by paragraph">
        <table>
          <thead>
            <tr>
              <th scope="col" class="w15">
                Paragraph
              </th>
              <th scope="col" class="w31">
                Safeguard
              </th>
              <th scope="col">Kind</th>
              <th scope="col">Status</th>
              <th scope="col" class="n">
                Gaps
              </th>
              <th scope="col" class="n">
                Undetermined
              </th>
              <th scope="col" class="n">
                Excepted
              </th>
              <th scope="col" class="n">
                In place
              </th>
              <th scope="col" class="n">
                Findings
              </th>
            </tr>
          </thead>
          {sections.map(([section, title]) => (
            <tbody class="of">
              <tr>
                <th scope="rowgroup" colSpan={9}>
                  {title}
                </th>
              </tr>
              {overview.paragraphs
                .filter(({ citation }) => citation.startsWith(section))
                .map((entry) => (
                  <ParagraphRow entry={entry} />
                ))}
            </tbody>
          ))}
        </table>
      </Wide>
    </Part>
  );
}

function ParagraphRow({ entry }: { readonly entry: ParagraphOverview }) {
  const { citation, paragraph, rules, status } = entry;
  const cited = Object.values(rules).some((count) => count > 0);
  return (
    <tr>
      <th scope="row">
        <Cite citation={citation} />
      </th>
      <td>
        {paragraph.title}
        {paragraph.manual !== undefined && <p class="soft small">{paragraph.manual}</p>}
      </td>
      <td class="nowrap">{paragraph.binding === "required" ? "Required" : "Addressable"}</td>
      <td>{cited ? <Status status={status} /> : <span class="soft">No rule</span>}</td>
      {(["gap", "open", "excepted", "in-place"] as const satisfies readonly RuleStatus[]).map((name) => (
        <Count count={rules[name]} />
      ))}
      <td class={entry.findings === 0 ? "n zero" : "n"}>
        {number(entry.findings)}
        {entry.blocking > 0 && <span class="soft small"> ({number(entry.blocking)} block)</span>}
      </td>
    </tr>
  );
}
