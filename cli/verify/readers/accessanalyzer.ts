import { UNKNOWN } from "../../../policies/unknown";
import { accessanalyzerCalls as calls } from "../calls/accessanalyzer";
import { listed, type Reading, type ServiceReader } from "../reader";

/** Analyzers that work. One of the organization belongs to another account, which nobody in this one is told. */
export const accessanalyzerReader: ServiceReader = {
  service: "accessanalyzer",
  calls,
  regional: true,
  kinds: ["accessanalyzer.Analyzer"],
  // One that does not work is left out.
  mayGoUnseen: ["accessanalyzer.Analyzer"],
  read,
};

/** Source: IAM Access Analyzer API Reference, AnalyzerSummary, `status`. */
const notWorking: ReadonlySet<string> = new Set(["DISABLED", "FAILED"]);

async function read(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const answer = await account.list(
    region,
    calls.analyzers,
    {},
    { items: (page) => page.analyzers, next: ({ nextToken }) => (nextToken === undefined ? undefined : { nextToken }) },
  );
  const analyzers = listed(reading, ["accessanalyzer.Analyzer"], answer).filter(({ status }) => !notWorking.has(status ?? ""));
  for (const { arn, name, type, tags } of analyzers) {
    if (arn === undefined) continue;
    found.add({
      kind: "accessanalyzer.Analyzer",
      id: arn,
      region,
      inputs: { analyzerName: name, type, tags: tags ?? {} },
      outputs: { arn, ...(name !== undefined && { id: name }) },
    });
  }
  if (answer.state !== "read" || analyzers.some(({ type }) => type === "ACCOUNT" || type === "ORGANIZATION")) return;
  const organization = await account.ask(region, calls.organization, {}, ["AWSOrganizationsNotInUseException"]);
  if (organization.state === "absent") return;
  const elsewhere = {
    state: "unread",
    action: "access-analyzer:ListAnalyzers",
    reason: "an analyzer of the organization is in another account",
  } as const;
  found.add({
    kind: "accessanalyzer.Analyzer",
    id: `${region}/organization`,
    region,
    inputs: { type: UNKNOWN },
    answers: [organization.state === "unread" ? organization : elsewhere],
    mayBeAbsent: true,
  });
}
