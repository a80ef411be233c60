import type { EmergencyAccessDrill, LogReview } from "../../policies/evidence/activity";
import { newRunId, sha256 } from "../../policies/evidence/ledger";

const text = "EventName=ConsoleLogin";

/** A small record of a review that is right. */
export function sampleReview(changes: Partial<LogReview> = {}): LogReview {
  return {
    format: "phiguard-record/1",
    kind: "log-review",
    id: newRunId(),
    heldAt: "2026-11-20T09:00:00.000Z",
    recordedAt: "2026-11-20T09:05:00.000Z",
    accounts: ["111122223333"],
    by: "Lee Okafor",
    period: { from: "2026-11-13T09:00:00.000Z", to: "2026-11-20T09:00:00.000Z" },
    phiguard: "0.1.0",
    lookedAt: "All that is shown",
    outcome: "nothing-unusual",
    findings: "Nothing out of the ordinary.",
    trails: ["arn:aws:cloudtrail:us-east-1:111122223333:trail/audit"],
    queries: [
      { name: "sign-ins", by: "cloudtrail:LookupEvents", region: "us-east-1", text, sha256: sha256(text), rows: 3, state: "complete" },
    ],
    complete: true,
    ...changes,
  };
}

/** A small record of a drill that is right. */
export function sampleDrill(changes: Partial<EmergencyAccessDrill> = {}): EmergencyAccessDrill {
  return {
    format: "phiguard-record/1",
    kind: "emergency-access-drill",
    id: newRunId(),
    heldAt: "2026-11-19T10:00:00.000Z",
    recordedAt: "2026-11-19T10:30:00.000Z",
    accounts: ["111122223333"],
    by: "Dana Ruiz",
    period: { from: "2026-11-19T09:30:00.000Z", to: "2026-11-19T10:00:00.000Z" },
    phiguard: "0.1.0",
    role: "arn:aws:iam::111122223333:role/break-glass",
    alarmReceived: true,
    minutes: 4,
    outcome: "worked",
    findings: "The mail came after one minute.",
    proof: { state: "none-found", regions: ["us-east-1"], events: [], count: 0 },
    ...changes,
  };
}
