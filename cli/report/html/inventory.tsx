import type { RunResource } from "../../../policies/evidence/run";
import type { Overview } from "../overview";
import { nameOf, number, sentence } from "../words";
import { Chip, capital, LeftOut, Part, Where, Wide } from "./parts";

/** How many resources the page lists at most. */
const mostResources = 2_500;

/** What is in scope and why, then what is not: the inventory that a risk analysis begins with. */
export function Inventory({ overview }: { readonly overview: Overview }) {
  const ordered = [...overview.run.resources].sort(
    (one, other) => Number(other.holdsData) - Number(one.holdsData) || compare(one.type, other.type) || compare(one.name, other.name),
  );
  const inScope = ordered.filter((resource) => resource.inScope !== "no");
  const outOfScope = ordered.filter((resource) => resource.inScope === "no");
  return (
    <Part id="inventory" title={`ePHI inventory (${number(inScope.length)})`} newPage>
      <p class="soft">
        What holds, carries or guards electronic protected health information, data stores first, with what says so. Scope comes from the
        tag <code>{overview.run.settings.classificationTag}</code> and along the ways that data takes.
      </p>
      <ResourceTable resources={inScope} overview={overview} label="Resources in scope" />
      {outOfScope.length > 0 && (
        <details>
          <summary class="plain">Out of scope ({number(outOfScope.length)})</summary>
          <ResourceTable resources={outOfScope} overview={overview} label="Resources out of scope" />
        </details>
      )}
    </Part>
  );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function ResourceTable({ resources, overview, label }: { resources: readonly RunResource[]; overview: Overview; label: string }) {
  if (resources.length === 0) return null;
  return (
    <>
      <Wide label={label}>
        <table class="fixed">
          <thead>
            <tr>
              <th scope="col" class="w42">
                Resource
              </th>
              <th scope="col" class="w13">
                Classification
              </th>
              <th scope="col" class="w15">
                Scope
              </th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody data-group="">
            {resources.slice(0, mostResources).map((resource) => (
              <tr data-row="">
                <th scope="row">
                  {resource.name} <code class="soft">{resource.type}</code>
                  {resource.holdsData && (
                    <>
                      {" "}
                      <Chip tone="none">Data store</Chip>
                    </>
                  )}
                  <Where resource={resource} urn={resource.urn} />
                </th>
                <td>{resource.classification ?? <span class="soft">none</span>}</td>
                <td>
                  <Chip tone={resource.inScope === "yes" ? "scope" : resource.inScope === "unknown" ? "open" : "none"}>
                    {resource.inScope === "yes" ? "In scope" : resource.inScope === "unknown" ? "Not known yet" : "Out of scope"}
                  </Chip>
                </td>
                <td>
                  {sentence(capital(resource.because))}
                  <Path resource={resource} overview={overview} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <LeftOut count={resources.length - mostResources} file="inventory.csv" />
    </>
  );
}

/** The way that ePHI takes to a resource: names, and between them what goes along. */
function Path({ resource: { path = [] }, overview }: { readonly resource: RunResource; readonly overview: Overview }) {
  if (path.length < 2) return null;
  return (
    <ol class="path">
      {path.map((urn, step) => {
        const before = path[step - 1];
        const flow = before === undefined ? undefined : overview.flow(before, urn);
        return (
          <li title={flow?.via}>
            {step > 0 && (
              <span class="by">
                <span aria-hidden="true">→ </span>
                {flow ? `${flow.carries} to ` : "to "}
              </span>
            )}
            <b>{nameOf({ urn }, overview.resource(urn))}</b>
          </li>
        );
      })}
    </ol>
  );
}
