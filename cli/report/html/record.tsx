import type { Overview, RuleOverview } from "../overview";
import { counted, number, sentence } from "../words";
import { Chip, capital, Part } from "./parts";

/** What is wrong with the checking itself. */
export function Problems({ overview }: { readonly overview: Overview }) {
  const { problems } = overview.run;
  if (problems.length === 0) return null;
  return (
    <Part id="problems" title={`Problems with the checking itself (${number(problems.length)})`}>
      <ul class="rows flush" data-group="">
        {problems.map(({ where, message, blocks }) => (
          <li class={blocks ? "tone-fail" : "tone-open"} data-row="" data-outcome={blocks ? "problem blocks" : "problem"}>
            <p>
              <b>{capital(where)}</b> {blocks ? <Chip tone="fail">Blocks</Chip> : <Chip tone="none">Advisory</Chip>}
            </p>
            <p>{sentence(message)}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What was asked, so that the answers can be judged: pack, settings, configuration, rules that were silent. */
export function Record({ overview }: { readonly overview: Overview }) {
  const { run, rules } = overview;
  const silent = rules.filter(({ status }) => status === "not-exercised");
  const disabled = rules.filter(({ rule }) => rule.level === "disabled");
  return (
    <Part id="record" title="How this was checked" newPage>
      <dl class="facts">
        <Hash name="SHA-256 of the policy pack" value={run.pack.sha256} />
        <Hash name="SHA-256 of the rules and their parameters" value={run.pack.rulesSha256} />
        {run.register && <Hash name="SHA-256 of the exceptions register" value={run.register.sha256} />}
      </dl>
      {run.levels === "default" && (
        <p class="warning">The engine did not tell the pack which levels were configured: the levels here are the pack's own.</p>
      )}
      <h3>Settings</h3>
      <pre>{JSON.stringify(run.settings, null, 2)}</pre>
      {Object.keys(run.configuration).length > 0 && (
        <>
          <h3>Configuration of rules</h3>
          <pre>{JSON.stringify(run.configuration, null, 2)}</pre>
        </>
      )}
      <h3>Rules that said nothing</h3>
      <p class="soft">
        {counted(disabled.length, "rule is", "rules are")} switched off by the configuration, and {counted(silent.length, "rule")} found
        nothing in this stack to speak of. In all, {counted(run.counts.notApplicable, "question")} did not apply.
      </p>
      <Silent title={`Switched off (${number(disabled.length)})`} rules={disabled} />
      <Silent title={`Nothing to check (${number(silent.length)})`} rules={silent} />
    </Part>
  );
}

function Hash({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="mono">{value}</dd>
    </div>
  );
}

function Silent({ title, rules }: { readonly title: string; readonly rules: readonly RuleOverview[] }) {
  if (rules.length === 0) return null;
  const ordered = [...rules].sort((one, other) => (one.id < other.id ? -1 : 1));
  return (
    <details data-group="">
      <summary class="plain">{title}</summary>
      <ul class="names flush" data-rows="">
        {ordered.map(({ id, rule }) => (
          <li data-row="">
            {rule.title} <code class="soft">{id}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
