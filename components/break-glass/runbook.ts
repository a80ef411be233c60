import * as pulumi from "@pulumi/pulumi";

export interface RunbookSettings {
  readonly roleArn: pulumi.Output<string>;
  readonly sessionMinutes: number;
  readonly logGroupName: pulumi.Output<string>;
  readonly notified: readonly string[];
}

/** The written part of the procedure, for the binder: 45 CFR 164.312(a)(2)(ii) asks that it be established, and 164.316(b)(1) that it be written. */
export function runbookOf({ roleArn, sessionMinutes, logGroupName, notified }: RunbookSettings): pulumi.Output<string> {
  return pulumi.interpolate`# Emergency access

Use it when a patient's treatment needs ePHI that nobody reaches in the usual way. Every use is reported to ${notified.join(", ")}.

1. Sign in as yourself, with your second factor, not longer than 15 minutes ago.
2. Take the role: \`aws sts assume-role --role-arn ${roleArn} --role-session-name YOUR-NAME\`, or "Switch role" in the console. The session ends after ${String(sessionMinutes)} minutes.
3. Do what the emergency needs, and nothing else.
4. Sign out. Write down when, why, for which patient or system, and what you did.
5. Within one working day, the security officer compares that with the log group ${logGroupName} and keeps both for six years.

Practise it once a year, and record that as well: a procedure that was never tried is not one.
`;
}
