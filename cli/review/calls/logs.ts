import { CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand, StopQueryCommand } from "@aws-sdk/client-cloudwatch-logs";
import { service } from "../../verify/call";

const logs = service("logs", (configuration) => new CloudWatchLogsClient(configuration));

/** A query reads: it is started, asked for its answer, and stopped where nobody waits for it any more. */
export const logsCalls = {
  start: logs.read("logs:StartQuery", StartQueryCommand),
  results: logs.read("logs:GetQueryResults", GetQueryResultsCommand),
  stop: logs.read("logs:StopQuery", StopQueryCommand),
} as const;
