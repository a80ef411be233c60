import type { EnforcementLevel, ReportViolation, Severity } from "@pulumi/policy";

/** A violation with a level of its own: what is undetermined is advisory although its policy is mandatory, and a fault of the settings is mandatory always. */
export interface Violation {
  readonly message: string;
  readonly urn?: string | undefined;
  readonly level?: EnforcementLevel;
  readonly severity?: Severity;
}

/**
 * @pulumi/policy 1.21.0 takes an object in place of the message, which its types do not say ("future support");
 * a contract test holds the installed version to it.
 */
type ReportObject = (violation: { message: string; urn?: string; enforcementLevel?: EnforcementLevel; severity?: Severity }) => void;

export function reportTo(report: ReportViolation, { message, urn, level, severity }: Violation): void {
  const reportObject = report as unknown as ReportObject;
  reportObject({
    message,
    ...(urn !== undefined && { urn }),
    ...(level !== undefined && { enforcementLevel: level }),
    ...(severity !== undefined && { severity }),
  });
}
