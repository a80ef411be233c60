import { flowPicture } from "../../flow/picture";
import type { Overview } from "../overview";
import { counted, nameOf, number } from "../words";
import { LeftOut, Part, Wide } from "./parts";

/** How many ways the table lists at most. */
const mostFlows = 2_000;

/** The picture of where ePHI goes, and the same in words. An image of its own: whatever is in it, it cannot act on the page. */
export function Flows({ overview }: { readonly overview: Overview }) {
  const { run } = overview;
  if (run.flows.length === 0 && !run.resources.some(({ holdsData, inScope }) => holdsData && inScope !== "no")) return null;
  const picture = Buffer.from(flowPicture(run)).toString("base64");
  return (
    <Part id="flows" title={`Where ePHI flows (${number(run.flows.length)})`} newPage>
      <p class="soft">
        {counted(run.flows.length, "way")} by which data goes from one resource to the next. What ePHI reaches is in scope, whatever its
        tags say.
      </p>
      <figure>
        <img
          src={`data:image/svg+xml;base64,${picture}`}
          alt="Resources with ePHI and the ways between them; the table below says the same in words."
        />
      </figure>
      {run.flows.length > 0 && (
        <details>
          <summary class="plain">The ways in words</summary>
          <Wide label="The ways that ePHI takes">
            <table>
              <thead>
                <tr>
                  <th scope="col">From</th>
                  <th scope="col">What goes</th>
                  <th scope="col">To</th>
                  <th scope="col">By</th>
                </tr>
              </thead>
              <tbody data-group="">
                {run.flows.slice(0, mostFlows).map(({ from, to, carries, via }) => (
                  <tr data-row="">
                    <th scope="row">{nameOf({ urn: from }, overview.resource(from))}</th>
                    <td>{carries}</td>
                    <td>{nameOf({ urn: to }, overview.resource(to))}</td>
                    <td>
                      <code>{via}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
          <LeftOut count={run.flows.length - mostFlows} file="phiguard flow --json" />
        </details>
      )}
    </Part>
  );
}
