import { createHash } from "node:crypto";
import { renderToString } from "preact-render-to-string";
import { type RunSummary, trendOf } from "../history";
import type { Overview } from "../overview";
import { moment, subjectOf } from "../words";
import { Activities } from "./activities";
import { Drift } from "./drift";
import { Findings, Passes, Undetermined } from "./findings";
import { Flows } from "./flows";
import { Inventory } from "./inventory";
import { Problems, Record } from "./record";
import { Exceptions, RiskRegister } from "./register";
import { script } from "./script";
import { style } from "./style";
import { Paragraphs, Top } from "./summary";
import { Trend } from "./trend";

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Nothing is fetched, and nothing runs but the page's own script: whatever a resource is called, it stays text. */
function contentSecurityPolicy(): string {
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** One file for people: it needs no network, opens in any browser, light or dark, and prints. */
export function htmlPage(overview: Overview, history: readonly RunSummary[]): string {
  return `<!doctype html>\n${renderToString(<Page overview={overview} history={history} />)}\n`;
}

function Page({ overview, history }: { readonly overview: Overview; readonly history: readonly RunSummary[] }) {
  const { run } = overview;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy()} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href="data:," />
        <title>{`HIPAA safeguards: ${subjectOf(run)}, ${moment(run.finishedAt)}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#content">
          To the findings
        </a>
        <Top overview={overview} />
        <Tools overview={overview} hasTrend={trendOf(run, history).length > 1} />
        <main id="content">
          <Problems overview={overview} />
          <Paragraphs overview={overview} />
          <Trend run={run} history={history} />
          <Drift overview={overview} />
          <Findings overview={overview} />
          <Undetermined overview={overview} />
          <Exceptions overview={overview} />
          <RiskRegister overview={overview} />
          <Activities overview={overview} />
          <Inventory overview={overview} />
          <Flows overview={overview} />
          <Passes overview={overview} />
          <Record overview={overview} />
        </main>
        <footer>
          <p>
            Made by phiguard {run.pack.version} from the record {run.id}. The record is the evidence, and this page shows it; it is not
            legal advice.
          </p>
        </footer>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  );
}

function Tools({ overview, hasTrend }: { readonly overview: Overview; readonly hasTrend: boolean }) {
  const { run, paragraphs } = overview;
  const links = [
    ...(run.problems.length > 0 ? [["problems", "Problems"]] : []),
    ["paragraphs", "By paragraph"],
    ...(hasTrend ? [["trend", "Trend"]] : []),
    ...(run.drift === undefined ? [] : [["drift", "Drift"]]),
    ["findings", "Findings"],
    ["undetermined", "Undetermined"],
    ["exceptions", "Exceptions"],
    ["risks", "Risk register"],
    ...(overview.activities.length > 0 ? [["reviews", "Reviews and drills"]] : []),
    ["inventory", "ePHI inventory"],
    ...(run.flows.length > 0 ? [["flows", "Flows"]] : []),
    ["passes", "Passed"],
    ["record", "How it was checked"],
  ];
  return (
    <div class="tools">
      <div>
        <nav aria-label="Parts of the report">
          <ul>
            {links.map(([id, name]) => (
              <li>
                <a href={`#${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </nav>
        <search aria-label="Filter the report">
          <form id="filter" hidden>
            <label class="unseen" for="filter-words">
              Words
            </label>
            <input id="filter-words" type="search" placeholder="Filter by resource, rule, type, words …" autocomplete="off" />
            <Choice
              id="filter-outcome"
              name="Outcome"
              choices={[
                ["blocks", "Blocks"],
                ["fail", "Findings"],
                ["undetermined", "Undetermined"],
                ["excepted", "Excepted"],
                ["pass", "Passed"],
              ]}
            />
            <Choice
              id="filter-severity"
              name="Severity"
              choices={[
                ["critical", "Critical"],
                ["high", "High"],
                ["medium", "Medium"],
                ["low", "Low"],
              ]}
            />
            <Choice
              id="filter-paragraph"
              name="Paragraph"
              choices={paragraphs.map(({ citation, paragraph }) => [citation, `${citation} ${paragraph.title}`])}
            />
            <button type="reset">Clear</button>
            <span id="filter-told" class="soft small" role="status" />
          </form>
        </search>
      </div>
    </div>
  );
}

function Choice({ id, name, choices }: { id: string; name: string; choices: ReadonlyArray<readonly [string, string]> }) {
  return (
    <>
      <label class="unseen" for={id}>
        {name}
      </label>
      <select id={id}>
        <option value="">{name}: all</option>
        {choices.map(([value, words]) => (
          <option value={value}>{words}</option>
        ))}
      </select>
    </>
  );
}
