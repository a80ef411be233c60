import type { Run } from "../../../policies/evidence/run";
import { type RunSummary, trendOf } from "../history";
import { counted, moment, number } from "../words";
import { Count, Part, Wide } from "./parts";

/** How findings developed over the runs: a bar for each, and the same in numbers. */
export function Trend({ run, history }: { readonly run: Run; readonly history: readonly RunSummary[] }) {
  const runs = trendOf(run, history);
  const first = runs[0];
  if (runs.length < 2 || first === undefined) return null;
  const most = Math.max(1, ...runs.map(({ counts }) => counts.fail + counts.undetermined));
  const [width, height, below] = [700, 130, 16];
  const step = width / runs.length;
  const bar = Math.min(34, step * 0.7);
  return (
    <Part id="trend" title="Trend">
      <p>
        {counted(runs.length, "run")} of this stack: findings went from {number(first.counts.fail)} ({moment(first.finishedAt)}) to{" "}
        {number(run.counts.fail)}.
      </p>
      <svg
        class="trend"
        viewBox={`0 0 ${width} ${height + below}`}
        role="img"
        aria-label="Findings and undetermined verdicts in each run, oldest first; the numbers are in the table below"
      >
        <line class="axis" x1="0" x2={width} y1={height} y2={height} />
        {runs.map(({ counts, finishedAt }, index) => {
          const x = (index * step + (step - bar) / 2).toFixed(1);
          let top = height;
          const stacked = [
            ["fail", counts.blocking],
            ["advisory", Math.max(0, counts.fail - counts.blocking)],
            ["open", counts.undetermined],
          ] as const;
          return (
            <g>
              {stacked.map(([name, count]) => {
                const tall = (count / most) * (height - 14);
                top -= tall;
                return <rect class={`bar-${name}`} x={x} y={top.toFixed(1)} width={bar.toFixed(1)} height={tall.toFixed(1)} />;
              })}
              <text x={(index * step + step / 2).toFixed(1)} y={(top - 4).toFixed(1)} text-anchor="middle">
                {counts.fail}
              </text>
              {(index === 0 || index === runs.length - 1 || runs.length <= 10) && (
                <text x={(index * step + step / 2).toFixed(1)} y={height + 12} text-anchor="middle">
                  {finishedAt.slice(0, 10)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <ul class="legend">
        {(
          [
            ["fail", "verdicts that block"],
            ["advisory", "advisory findings"],
            ["open", "undetermined"],
          ] as const
        ).map(([name, words]) => (
          <li>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect class={`bar-${name}`} width="10" height="10" rx="2" />
            </svg>
            {words}
          </li>
        ))}
      </ul>
      <details>
        <summary class="plain">The numbers</summary>
        <Wide label="The trend in numbers">
          <table>
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Outcome</th>
                <th scope="col" class="n">
                  Block
                </th>
                <th scope="col" class="n">
                  Findings
                </th>
                <th scope="col" class="n">
                  Undetermined
                </th>
                <th scope="col" class="n">
                  Excepted
                </th>
                <th scope="col" class="n">
                  Passed
                </th>
              </tr>
            </thead>
            <tbody>
              {runs.map(({ finishedAt, outcome, complete, counts }) => (
                <tr>
                  <th scope="row" class="nowrap">
                    {moment(finishedAt)}
                  </th>
                  <td>{complete ? outcome : `${outcome}, not complete`}</td>
                  {[counts.blocking, counts.fail, counts.undetermined, counts.excepted, counts.pass].map((count) => (
                    <Count count={count} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </details>
    </Part>
  );
}
