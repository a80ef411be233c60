import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import { iamCalls as calls } from "../calls/iam";
import { part } from "../found";
import type { Reading } from "../reader";

/** IAM makes a credential report only when somebody asks for it, which is no reading, and keeps it for four hours. */
const noReport = [
  "CredentialReportExpiredException",
  "CredentialReportNotPresentException",
  "CredentialReportNotReadyException",
  "ReportExpired",
  "ReportInProgress",
  "ReportNotPresent",
];

/** Reads of the root user what the account tells of it. Source: IAM API Reference, GetAccountSummary. */
export async function readRoot({ account, region, found }: Reading): Promise<void> {
  const [summary, report] = await Promise.all([
    account.ask(region, calls.accountSummary, {}),
    account.ask(region, calls.credentialReport, {}, noReport),
  ]);
  const counted = (name: "AccountAccessKeysPresent" | "AccountMFAEnabled" | "AccountPasswordPresent") =>
    part(summary, ({ SummaryMap: map }) => {
      const count = map?.[name];
      return count === undefined ? UNKNOWN : count > 0;
    });
  found.observeAccount(
    {
      rootHasMfa: counted("AccountMFAEnabled"),
      rootHasAccessKeys: counted("AccountAccessKeysPresent"),
      rootHasPassword: counted("AccountPasswordPresent"),
      rootLastUsed: report.state === "read" ? rootLastUsed(report.value.Content) : UNKNOWN,
    },
    [summary, report],
  );
}

const usedColumns = ["password_last_used", "access_key_1_last_used_date", "access_key_2_last_used_date"];
/** What a column holds where there is nothing to tell. Source: IAM User Guide, "Generate credential reports for your AWS account". */
const nothing: ReadonlySet<string> = new Set(["N/A", "no_information", "not_supported"]);

/** When the root user was last used by the credential report, comma-separated lines under a head; `UNKNOWN` where its line is not as it should be. */
export function rootLastUsed(content: Uint8Array | undefined): string | Unknown {
  const [head = "", ...lines] = new TextDecoder().decode(content).split(/\r?\n/);
  const columns = head.split(",");
  const root = lines.find((line) => line.startsWith("<root_account>,"))?.split(",");
  const times: number[] = [];
  for (const name of usedColumns) {
    const text = root?.[columns.indexOf(name)];
    if (text === undefined) return UNKNOWN;
    if (nothing.has(text)) continue;
    const time = Date.parse(text);
    if (Number.isNaN(time)) return UNKNOWN;
    times.push(time);
  }
  return times.length === 0 ? "never" : new Date(Math.max(...times)).toISOString();
}
