import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, any, decide, type Verdict, when } from "../../verdict";
import { or, type Ternary } from "../ternary";
import { managementEvents, recordsEvents } from "./recorded-events";

type Trail = Resource<"cloudtrail.Trail">;

/** Whether a trail records in every Region. The provider's default is a trail of one Region. */
export function isMultiRegion(trail: Trail): Verdict {
  return trail
    .at((p) => p.isMultiRegionTrail)
    .or(false)
    .equals(true, "the trail records a single Region");
}

/** Whether logging is switched on, as it is by default. */
export function isLogging(trail: Trail): Verdict {
  return trail
    .at((p) => p.enableLogging)
    .or(true)
    .equals(true, "logging is switched off");
}

/** Whether events of global services (IAM, STS, CloudFront) are recorded, as they are by default. */
export function includesGlobalServices(trail: Trail): Verdict {
  return trail
    .at((p) => p.includeGlobalServiceEvents)
    .or(true)
    .equals(true, "events of global services such as IAM are left out");
}

/** Whether reads and writes of management events are recorded. */
export function recordsManagement(trail: Trail): Verdict {
  const basic = trail.list((p) => p.eventSelectors);
  const selectors = basic.state === "absent" ? trail.list((p) => p.advancedEventSelectors).cell : basic.cell;
  return decide(recordsEvents(trail, managementEvents), "management events are not all recorded", [
    selectors.evidence("reads and writes of management events"),
  ]);
}

/** Whether a trail is the account's: all Regions, global services, reads and writes of management events, switched on. */
export function recordsAccount(trail: Trail): Verdict {
  return all(isMultiRegion(trail), isLogging(trail), includesGlobalServices(trail), recordsManagement(trail));
}

/** Trails of one provider are of one account; those of another one may be of another account, unless they record the whole organization. */
function sharesAccount(trail: Trail, other: Trail): Ternary {
  const sameProvider = trail.node.description.provider?.urn === other.node.description.provider?.urn;
  return or(sameProvider ? "yes" : "unknown", other.at((p) => p.isOrganizationTrail).is(true));
}

/** What one trail leaves out another one of the account may record, if it is switched on; while the stack is still being read, one may follow. */
export function orAnotherTrail(trail: Trail, own: Verdict, stack: Stack, covers: (trail: Trail) => Verdict): Verdict {
  const coversHere = (other: Trail) =>
    when(
      sharesAccount(trail, other),
      () => all(isLogging(other), covers(other)),
      () => own,
      "whether another trail records the same account is not known before deployment",
    );
  const best = any(
    own,
    stack.some("cloudtrail.Trail", coversHere, () => own),
  );
  return best.outcome === "fail" ? own : best;
}
