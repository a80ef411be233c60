import type { RunVerdict } from "../../../policies/evidence/run";
import type { Overview, RuleOverview } from "../overview";
import { counted, nameOf, number } from "../words";
import { Chip, Cites, LeftOut, namesOf, Part, RuleGroup, VerdictRow } from "./parts";

/** How many findings the page has at most, and how many names of what passed: it stays a page that a browser opens at once. */
const mostFindings = 4_000;
const mostPasses = 12_000;

/** Up to so many findings, a reader scrolls; with more, the rules are folded. */
const readAtOnce = 60;

export function Findings({ overview }: { readonly overview: Overview }) {
  const { counts } = overview.run;
  const rules = overview.rules.filter(({ verdicts }) => verdicts.fail.length > 0);
  return (
    <Part id="findings" title={`Findings (${number(counts.fail)})`} newPage>
      <p class="soft">
        {counts.fail === 0
          ? "No rule found a resource without its safeguard."
          : `${counted(rules.length, "rule")}, the most urgent first: what blocks, then by severity.`}
      </p>
      <VerdictGroups rules={rules} of={({ verdicts }) => verdicts.fail} overview={overview} />
    </Part>
  );
}

export function Undetermined({ overview }: { readonly overview: Overview }) {
  const rules = overview.rules.filter(({ verdicts }) => verdicts.undetermined.length > 0);
  return (
    <Part id="undetermined" title={`Undetermined (${number(overview.run.counts.undetermined)})`} newPage>
      <p class="soft">
        What cannot be decided from what was known: the value comes with the deployment, and the update decides it.{" "}
        {overview.run.settings.undetermined === "mandatory"
          ? "The settings say that it blocks until then."
          : "The settings say that it does not block."}
      </p>
      <VerdictGroups rules={rules} of={({ verdicts }) => verdicts.undetermined} overview={overview} />
    </Part>
  );
}

function VerdictGroups({
  rules,
  of,
  overview,
}: {
  readonly rules: readonly RuleOverview[];
  readonly of: (rule: RuleOverview) => readonly RunVerdict[];
  readonly overview: Overview;
}) {
  const all = rules.reduce((sum, rule) => sum + of(rule).length, 0);
  const each = share(mostFindings, all, rules.length);
  return (
    <>
      {rules.map((rule) => {
        const verdicts = of(rule);
        const blocking = verdicts.filter(({ blocks }) => blocks).length;
        const count = (
          <>
            {blocking > 0 && (
              <>
                <Chip tone="fail">{counted(blocking, "blocks", "block")}</Chip>{" "}
              </>
            )}
            {blocking < verdicts.length && <span class="soft">{number(verdicts.length - blocking)} advisory</span>}
          </>
        );
        return (
          <RuleGroup rule={rule} open={all <= readAtOnce} count={count} names={namesOf(verdicts, overview)}>
            <div class="inside">
              <p>
                <b>Threat.</b> {rule.rule.threat}
              </p>
              <p>
                <b>Remedy.</b> {rule.rule.remedy}
              </p>
              <p class="soft small">
                Rule <code>{rule.id}</code>, 45 CFR <Cites cites={rule.rule.cites} />
              </p>
            </div>
            <ul class="rows" data-rows="">
              {verdicts.slice(0, each).map((verdict) => (
                <VerdictRow verdict={verdict} rule={rule.rule} overview={overview} />
              ))}
            </ul>
            <LeftOut count={verdicts.length - each} file="findings.csv" />
          </RuleGroup>
        );
      })}
    </>
  );
}

/** How many entries each group may have so that all together have no more than `most`. */
function share(most: number, all: number, groups: number): number {
  return all <= most ? all : Math.max(1, Math.floor(most / groups));
}

export function Passes({ overview }: { readonly overview: Overview }) {
  const { pass } = overview.run.counts;
  const rules = overview.rules.filter(({ verdicts }) => verdicts.pass.length > 0).sort((one, other) => (one.id < other.id ? -1 : 1));
  const each = share(mostPasses, pass, rules.length);
  return (
    <Part id="passes" title={`Passed (${number(pass)})`} newPage>
      <p class="soft">The safeguards that were found, rule by rule.</p>
      {rules.map((rule) => (
        <RuleGroup
          rule={rule}
          open={false}
          names={rule.id}
          isMet
          count={<Chip tone="pass">{number(rule.verdicts.pass.length)} passed</Chip>}
        >
          <ul class="names" data-rows="">
            {rule.verdicts.pass.slice(0, each).map((verdict) => {
              const resource = overview.resource(verdict.urn);
              return (
                <li data-row="" data-outcome="pass">
                  {nameOf(verdict, resource)} {resource && <span class="soft">{resource.type}</span>}
                </li>
              );
            })}
          </ul>
          <LeftOut count={rule.verdicts.pass.length - each} file="the JUnit file" />
        </RuleGroup>
      ))}
    </Part>
  );
}
