import type { Citation } from "../hipaa/paragraphs";
import type { Severity } from "../rule";
import type { Settings } from "../settings";
import type { Evidence, Outcome } from "../verdict";

/** Where a run's resources came from: what a program asks for, the same while it is deployed, an exported state, an account as it is. */
export type RunSource = "preview" | "update" | "state" | "live";

/** What a rule said in a run, so that a record can be read years later without the pack that wrote it. */
export interface RunRule {
  readonly title: string;
  readonly cites: readonly [Citation, ...Citation[]];
  readonly severity: Severity;
  /** The level in this run, after configuration. */
  readonly level: "disabled" | "advisory" | "mandatory" | "remediate";
  readonly threat: string;
  readonly remedy: string;
}

/** One step of a path that ePHI takes: from the resource before it, by a property that says so. */
export interface RunFlow {
  readonly from: string;
  readonly to: string;
  /** The resource and property that make the connection, `aws:s3/bucketNotification:BucketNotification queues[0].queueArn`. */
  readonly via: string;
  /** What goes along, `objects`, `messages`, `log lines`. */
  readonly carries: string;
}

export interface RunResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Whether the type stores, queues or carries the data of an application. */
  readonly holdsData: boolean;
  /** The value of the classification tag, where there is one. */
  readonly classification?: string;
  readonly inScope: "yes" | "no" | "unknown";
  readonly because: string;
  /** The URNs from a classified source to this resource, both included, where scope came along the graph. */
  readonly path?: readonly string[];
  /** Where the program makes it, where the engine says so. */
  readonly location?: { readonly file: string; readonly line: number };
}

/** A verdict that applies to something; "not-applicable" is not recorded one by one, but counted. */
export interface RunVerdict {
  readonly rule: string;
  /** Undefined: the finding is on the stack, and its root is not known. */
  readonly urn?: string;
  /** The name of the resource inside a template or a desired state that `urn` deploys. */
  readonly within?: string;
  readonly outcome: Exclude<Outcome, "not-applicable"> | "excepted";
  readonly because: string;
  readonly evidence: readonly Evidence[];
  /** Whether this verdict, as it stands, blocks: a failure of a mandatory rule, or an undetermined one where the settings say so. */
  readonly blocks: boolean;
  /** The id of the entry of the register that covers it, where the outcome is "excepted". */
  readonly exception?: string;
}

/** An entry of the exceptions register as it stood in the run. */
export interface RunException {
  readonly id: string;
  readonly rules: readonly string[];
  readonly resources: readonly string[];
  readonly kind: "equivalent-alternative" | "accepted-risk" | "not-applicable";
  readonly reason: string;
  readonly measure?: string;
  readonly riskAnalysis?: string;
  readonly owner: string;
  readonly approver: string;
  /** Dates without time, `2026-11-22`. */
  readonly approvedOn: string;
  readonly expiresOn: string;
  readonly reviewedOn?: string;
  /** Whether it was taken over from an existing stack by `phiguard baseline`. */
  readonly imported: boolean;
  /** How many findings of this run it covers. */
  readonly covers: number;
}

/** What is wrong with the settings, a rule's configuration or the register: a finding on the checking itself. */
export interface RunProblem {
  readonly where: "settings" | "configuration" | "register";
  readonly message: string;
  readonly blocks: boolean;
}

/**
 * Everything that one run found, in one self-contained document: what an auditor reads, and what every report is rendered from.
 * Holds no value of a property unless its rule shows it on purpose.
 */
export interface Run {
  readonly format: "phiguard-run/1";
  readonly id: string;
  readonly source: RunSource;
  /** UTC, `2026-11-22T20:15:00.000Z`. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly organization?: string;
  readonly project?: string;
  readonly stack?: string;
  readonly commit?: string;
  readonly ci?: { readonly system: string; readonly run: string; readonly url?: string };
  readonly pack: {
    readonly name: string;
    readonly version: string;
    /** SHA-256, hexadecimal, of the bundle that ran. */
    readonly sha256: string;
    /** SHA-256 of the rules' ids, titles, citations, levels and parameters: two runs with the same one asked the same questions. */
    readonly rulesSha256: string;
  };
  readonly settings: Settings;
  /** What was configured for rules, by id; defaults are left out. */
  readonly configuration: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly register?: {
    readonly from: "settings" | "file";
    readonly sha256: string;
    readonly entries: readonly RunException[];
  };
  readonly problems: readonly RunProblem[];
  /** False where the engine stopped before the whole stack was judged: the record then says only what was seen. */
  readonly complete: boolean;
  readonly outcome: "compliant" | "blocked";
  readonly counts: Readonly<Record<RunVerdict["outcome"] | "notApplicable" | "blocking" | "resources", number>>;
  readonly rules: Readonly<Record<string, RunRule>>;
  readonly resources: readonly RunResource[];
  readonly flows: readonly RunFlow[];
  readonly verdicts: readonly RunVerdict[];
}
