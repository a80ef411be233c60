// Functions about the account and its caller.
import { hexadecimal } from "../fingerprint";
import type { Invoke } from "./invoke";

/** AWS's account that delivers billing reports: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-getting-started.html */
const billingAccountId = "386209384616";

const getCallerIdentity: Invoke = (_args, { accountId, partition }) => ({
  accountId,
  arn: `arn:${partition}:iam::${accountId}:user/offline`,
  id: accountId,
  userId: "AIDAOFFLINE0PHIGUARD0",
});

const getCanonicalUserId: Invoke = (_args, { accountId }) => ({ displayName: "offline", id: hexadecimal(accountId, 64) });

const getDefaultTags: Invoke = (_args, { defaultTags, partition }) => ({ id: partition, tags: { ...defaultTags } });

const getBillingServiceAccount: Invoke = (_args, { partition }) => ({
  arn: `arn:${partition}:iam::${billingAccountId}:root`,
  id: billingAccountId,
});

export const accountInvokes: Readonly<Record<string, Invoke>> = {
  "aws:index/getBillingServiceAccount:getBillingServiceAccount": getBillingServiceAccount,
  "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
  "aws:index/getDefaultTags:getDefaultTags": getDefaultTags,
  "aws:s3/getCanonicalUserId:getCanonicalUserId": getCanonicalUserId,
};
