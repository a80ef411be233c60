import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { service } from "../call";

const sts = service("sts", (configuration) => new STSClient(configuration));

export const stsCalls = {
  callerIdentity: sts.read("sts:GetCallerIdentity", GetCallerIdentityCommand),
} as const;
