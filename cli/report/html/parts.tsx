/** What several sections of the page are made of. */
import type { ComponentChildren } from "preact";
import type { RunResource, RunRule, RunVerdict } from "../../../policies/evidence/run";
import { type Citation, paragraph, paragraphUrl } from "../../../policies/hipaa/paragraphs";
import type { Overview, RuleOverview, RuleStatus } from "../overview";
import { counted, nameOf, number, reasonOf, sentence } from "../words";

/** The colours in which the page speaks; each is told in words too. */
export type Tone = "fail" | "open" | "excepted" | "pass" | "scope" | "none";

const statusTones: Readonly<Record<RuleStatus, Tone>> = {
  gap: "fail",
  open: "open",
  excepted: "excepted",
  "in-place": "pass",
  "not-exercised": "none",
  disabled: "none",
};

const statusWords: Readonly<Record<RuleStatus, string>> = {
  gap: "Gap",
  open: "Undetermined",
  excepted: "Excepted",
  "in-place": "In place",
  "not-exercised": "Nothing to check",
  disabled: "Switched off",
};

const severityTones: Readonly<Record<RunRule["severity"], Tone>> = { critical: "fail", high: "fail", medium: "open", low: "none" };

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function Chip({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }) {
  return <span class={`chip tone-${tone}`}>{children}</span>;
}

export function Status({ status, words = statusWords[status] }: { readonly status: RuleStatus; readonly words?: string }) {
  return <Chip tone={statusTones[status]}>{words}</Chip>;
}

/** A section of the page, which its name in the navigation leads to. */
export function Part({ id, title, newPage, children }: { id: string; title: string; newPage?: boolean; children: ComponentChildren }) {
  return (
    <section class={newPage === true ? "part new-page" : "part"} id={id} aria-labelledby={`${id}-title`} data-filtered="">
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
      <p data-none="" hidden class="soft">
        Nothing here matches the filter.
      </p>
    </section>
  );
}

/** What scrolls must be scrollable by keyboard: WCAG 2.2, 2.1.1. */
const focusable = { tabIndex: 0 } as const;

/** A table that may be wider than the window: it scrolls, by keyboard too. */
export function Wide({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <section class="wide" aria-label={label} {...focusable}>
      {children}
    </section>
  );
}

export function Cite({ citation }: { readonly citation: Citation }) {
  return (
    <a class="nowrap" href={paragraphUrl(citation)} title={paragraph(citation).title} rel="noreferrer">
      {citation}
    </a>
  );
}

export function Cites({ cites }: { readonly cites: readonly Citation[] }) {
  return (
    <>
      {cites.map((citation, index) => (
        <>
          {index > 0 && ", "}
          <Cite citation={citation} />
        </>
      ))}
    </>
  );
}

/** A rule and what is under it, folded. Filters hide it where none of its rows is left. */
export function RuleGroup({
  rule,
  open,
  count,
  names,
  isMet = false,
  children,
}: {
  readonly rule: RuleOverview;
  readonly open: boolean;
  readonly count: ComponentChildren;
  /** What the group is about, seen while it is folded. */
  readonly names?: string;
  /** Whether all in the group is in order, so that its severity is no alarm. */
  readonly isMet?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <details class="group" data-group="" data-severity={rule.rule.severity} data-paragraphs={rule.rule.cites.join(" ")} open={open}>
      <summary>
        <span class="severity">
          <Chip tone={isMet ? "none" : severityTones[rule.rule.severity]}>{capital(rule.rule.severity)}</Chip>
        </span>
        <span>
          <b>{rule.rule.title}</b>
          <span class="about">
            {rule.rule.cites[0]}
            {names !== undefined && ` · ${names}`}
          </span>
        </span>
        <span class="nowrap">{count}</span>
      </summary>
      {children}
    </details>
  );
}

/** One verdict with its readings. */
export function VerdictRow({
  verdict,
  rule,
  overview,
}: {
  readonly verdict: RunVerdict;
  readonly rule: RunRule;
  readonly overview: Overview;
}) {
  const resource = overview.resource(verdict.urn);
  const tone = verdict.blocks ? "fail" : verdict.outcome === "excepted" ? "excepted" : verdict.outcome === "pass" ? "pass" : "open";
  const outcome = verdict.blocks ? `${verdict.outcome} blocks` : verdict.outcome;
  return (
    <li class={`tone-${tone}`} data-row="" data-outcome={outcome}>
      <p>
        <b>{nameOf(verdict, resource)}</b> {resource && <code class="soft">{resource.type}</code>}{" "}
        {verdict.blocks ? <Chip tone="fail">Blocks</Chip> : verdict.outcome === "fail" && <Chip tone="none">Advisory</Chip>}
      </p>
      <p>{sentence(capital(reasonOf(verdict, rule)))}</p>
      {verdict.evidence.map(({ urn, path, found, wanted }) => (
        <p class="reading small">
          {urn !== undefined && urn !== verdict.urn && <>{nameOf({ urn }, overview.resource(urn))} </>}
          <code>{path === "" ? "the resource" : path}</code>: found <b>{found}</b>, wanted <b>{wanted}</b>
        </p>
      ))}
      <Where resource={resource} urn={verdict.urn} />
    </li>
  );
}

/** Where the program makes a resource, and its full name. */
export function Where({ resource, urn }: { readonly resource: RunResource | undefined; readonly urn: string | undefined }) {
  const made = resource?.location;
  return (
    <p class="urn">
      {made && `${made.file}:${made.line} · `}
      {urn}
    </p>
  );
}

/** How many resources are named before the others are only counted. */
const namesInLine = 6;

/** The names of what verdicts are on, in a line. */
export function namesOf(verdicts: readonly RunVerdict[], overview: Overview): string {
  const named = [...new Set(verdicts.map((verdict) => nameOf(verdict, overview.resource(verdict.urn))))];
  const more = named.length - namesInLine;
  return more > 0 ? `${named.slice(0, namesInLine).join(", ")} and ${number(more)} more` : named.join(", ");
}

/** What is not on the page, and where it is. Nothing is left out silently. */
export function LeftOut({ count, file }: { readonly count: number; readonly file: string }) {
  if (count <= 0) return null;
  return (
    <p class="inside soft">
      {counted(count, "more entry", "more entries")} not shown here, to keep this page small: see {file} and the record.
    </p>
  );
}

/** A cell with a number, quiet where there is nothing. */
export function Count({ count }: { readonly count: number }) {
  return <td class={count === 0 ? "n zero" : "n"}>{number(count)}</td>;
}
