/** A question to the trail in the language of CloudWatch Logs Insights. */
export interface ReviewQueryText {
  readonly text: string;
  /** The fields of its answer, as Insights names them. */
  readonly columns: readonly string[];
}

/** What a reviewer asks of the trail: saved in the account by the component, and run by `phiguard review`. */
export const reviewQueries: Readonly<Record<string, ReviewQueryText>> = {
  "who-read-stores": {
    text: `filter eventCategory = "Data" and readOnly = 1
| stats count(*) as reads by userIdentity.arn, eventSource, bin(1d)
| sort reads desc
| limit 100`,
    columns: ["reads", "userIdentity.arn", "eventSource", "bin(1d)"],
  },
  "refused-calls": {
    text: `filter errorCode like /AccessDenied|UnauthorizedOperation/
| stats count(*) as refused by userIdentity.arn, eventName, errorCode
| sort refused desc
| limit 100`,
    columns: ["refused", "userIdentity.arn", "eventName", "errorCode"],
  },
  "sign-ins": {
    text: `filter eventName = "ConsoleLogin"
| stats count(*) as signIns by userIdentity.arn, responseElements.ConsoleLogin, additionalEventData.MFAUsed, sourceIPAddress
| sort signIns desc
| limit 100`,
    columns: ["signIns", "userIdentity.arn", "responseElements.ConsoleLogin", "additionalEventData.MFAUsed", "sourceIPAddress"],
  },
  "changes-of-safeguards": {
    text: `filter readOnly = 0 and (eventSource in ["iam.amazonaws.com", "kms.amazonaws.com", "cloudtrail.amazonaws.com", "config.amazonaws.com"]
  or eventName like /BucketPolicy|PublicAccessBlock|SecurityGroup/)
| fields @timestamp, userIdentity.arn, eventSource, eventName, errorCode
| sort @timestamp desc
| limit 500`,
    columns: ["@timestamp", "userIdentity.arn", "eventSource", "eventName", "errorCode"],
  },
};
