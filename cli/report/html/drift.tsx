import type { RunDrift } from "../../../policies/evidence/run";
import { nameOfUrn } from "../../run-summary";
import type { Overview } from "../overview";
import { counted, number, sentence } from "../words";
import { Chip, Part } from "./parts";

const words: Readonly<Record<RunDrift["change"], string>> = {
  weakened: "Weakened outside Pulumi",
  deleted: "Deleted outside Pulumi",
  strengthened: "Strengthened outside Pulumi",
  unmanaged: "In no state",
};

/** So many changes are on the page at most: it stays one that a browser opens at once. */
const mostChanges = 2_000;

/** Where an account was compared with states: what is not as Pulumi left it. */
export function Drift({ overview }: { readonly overview: Overview }) {
  const { drift } = overview.run;
  if (drift === undefined) return null;
  const order = Object.keys(words);
  const shown = drift.toSorted((one, other) => order.indexOf(one.change) - order.indexOf(other.change)).slice(0, mostChanges);
  return (
    <Part id="drift" title={`Drift (${number(drift.length)})`}>
      {drift.length === 0 && <p class="soft">In what the rules read, the account is as its states say.</p>}
      <ul class="rows flush" data-group="">
        {shown.map(({ change, urn, rule, because, readings }) => (
          <li class={change === "strengthened" ? "tone-open" : "tone-fail"} data-row="" data-outcome={`drift ${change}`}>
            <p>
              <b>{nameOfUrn(urn)}</b> <Chip tone={change === "strengthened" ? "none" : "fail"}>{words[change]}</Chip>{" "}
              {rule && <code>{rule}</code>}
            </p>
            {because !== undefined && because !== "" && <p>{sentence(because)}</p>}
            {readings.map(({ path, was = "not there", is = "not there" }) => (
              <p class="soft small">
                {path !== "" && <code>{path}</code>} was {was}, is {is}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {drift.length > shown.length && (
        <p class="inside soft">
          {counted(drift.length - shown.length, "more change")} not shown here, to keep this page small: see the record.
        </p>
      )}
    </Part>
  );
}
