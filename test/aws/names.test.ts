import { parseArn } from "../../policies/aws/arn";
import { classifyKeyName, type KeyNameClass } from "../../policies/aws/kms-reference";
import { longestDaysBetweenRuns } from "../../policies/aws/rate-expression";
import { LOG_GROUP_RETENTION_DAYS, retainsLogsFor, SIX_YEARS_IN_DAYS, shortestLogRetention } from "../../policies/aws/retention";
import type { Ternary } from "../../policies/aws/ternary";
import {
  acceptsSshSha1,
  listsOnlyAtLeast,
  minimumTls,
  negotiatesAtLeast,
  type TlsPolicyFamily,
  type TlsVersion,
} from "../../policies/aws/tls-policies";
import { UNKNOWN } from "../../policies/unknown";

test.each<[TlsPolicyFamily, string, TlsVersion | undefined]>([
  ["elb", "ELBSecurityPolicy-TLS13-1-2-2021-06", "1.2"],
  ["elb", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "1.2"],
  ["elb", "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09", "1.2"],
  ["elb", "ELBSecurityPolicy-TLS13-1-2-Ext0-RFC9151-FIPS-2023-07", "1.2"],
  ["elb", "ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07", "1.2"],
  ["elb", "ELBSecurityPolicy-TLS13-1-3-2021-06", "1.3"],
  ["elb", "ELBSecurityPolicy-TLS13-1-1-2021-06", "1.1"],
  ["elb", "ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09", "1.0"],
  ["elb", "ELBSecurityPolicy-TLS-1-2-Ext-2018-06", "1.2"],
  ["elb", "ELBSecurityPolicy-TLS-1-2-2017-01", "1.2"],
  ["elb", "ELBSecurityPolicy-TLS-1-1-2017-01", "1.1"],
  ["elb", "ELBSecurityPolicy-TLS-1-0-2015-04", "1.0"],
  ["elb", "ELBSecurityPolicy-FS-1-2-Res-2020-10", "1.2"],
  ["elb", "ELBSecurityPolicy-FS-1-1-2019-08", "1.1"],
  ["elb", "ELBSecurityPolicy-FS-2018-06", "1.0"],
  ["elb", "ELBSecurityPolicy-2016-08", "1.0"],
  ["elb", "ELBSecurityPolicy-2015-05", "1.0"],
  ["elb", "ELBSecurityPolicy-2015-03", "1.0"],
  ["elb", "ELBSecurityPolicy-2015-02", "1.0"],
  ["elb", "ELBSecurityPolicy-2014-10", "1.0"],
  ["elb", "ELBSecurityPolicy-2011-08", "SSLv3"],
  ["elb", "My-ELBSecurityPolicy-TLS13-1-2-2021-06", undefined],
  ["elb", "ELBSecurityPolicy-TLS13-1-2-2021-06-next", undefined],
  ["cloudfront", "NotSSLv3", undefined],
  ["cloudfront", "TLSv1.2_2021_next", undefined],
  ["opensearch", "My-Policy-Min-TLS-1-2-2019-07", undefined],
  ["opensearch", "Policy-Min-TLS-1-2-2019-07-next", undefined],
  ["iot", "My_IotSecurityPolicy_TLS13_1_2_2022_10", undefined],
  ["iot", "IotSecurityPolicy_TLS13_1_2_2022_10_next", undefined],
  ["transfer", "My-TransferSecurityPolicy-2024-01", undefined],
  ["transfer", "TransferSecurityPolicy-2024-01-next", undefined],
  ["elb", "ELBSecurityPolicy-2014-01", "SSLv3"],
  ["elb", "ELBSecurityPolicy-2031-01", undefined],
  ["elb", "2016-08", undefined],
  ["elb", "my-own-policy", undefined],
  ["elb", "constructor", undefined],
  ["cloudfront", "SSLv3", "SSLv3"],
  ["cloudfront", "TLSv1", "1.0"],
  ["cloudfront", "TLSv1_2016", "1.0"],
  ["cloudfront", "TLSv1.1_2016", "1.1"],
  ["cloudfront", "TLSv1.2_2018", "1.2"],
  ["cloudfront", "TLSv1.2_2021", "1.2"],
  ["cloudfront", "TLSv1.2_2025", "1.2"],
  ["cloudfront", "TLSv1.3_2025", "1.3"],
  ["cloudfront", "TLSv1.2", "1.2"],
  ["cloudfront", "TLSv2_2030", undefined],
  ["apigateway", "TLS_1_0", "1.0"],
  ["apigateway", "TLS_1_2", "1.2"],
  ["apigateway", "SecurityPolicy_TLS13_1_3_2025_09", "1.3"],
  ["apigateway", "SecurityPolicy_TLS13_1_3_FIPS_2025_09", "1.3"],
  ["apigateway", "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", "1.2"],
  ["apigateway", "SecurityPolicy_TLS13_1_2_2021_06", "1.2"],
  ["apigateway", "SecurityPolicy_TLS13_2025_EDGE", "1.3"],
  ["apigateway", "SecurityPolicy_TLS12_PFS_2025_EDGE", "1.2"],
  ["apigateway", "SecurityPolicy_TLS12_2018_EDGE", "1.2"],
  ["apigateway", "SecurityPolicy_Quantum", undefined],
  ["opensearch", "Policy-Min-TLS-1-0-2019-07", "1.0"],
  ["opensearch", "Policy-Min-TLS-1-2-2019-07", "1.2"],
  ["opensearch", "Policy-Min-TLS-1-2-PFS-2023-10", "1.2"],
  ["opensearch", "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08", "1.2"],
  ["opensearch", "Policy-TLS-1-2", undefined],
  ["iot", "IotSecurityPolicy_TLS13_1_3_2022_10", "1.3"],
  ["iot", "IoTSecurityPolicy_TLS13_1_2_2022_10", "1.2"],
  ["iot", "IotSecurityPolicy_TLS12_1_2_2022_10", "1.2"],
  ["iot", "IotSecurityPolicy_TLS12_1_0_2016_01", "1.2"],
  ["iot", "TLS12", undefined],
  ["transfer", "TransferSecurityPolicy-2018-11", "1.2"],
  ["transfer", "TransferSecurityPolicy-FIPS-2024-01", "1.2"],
  ["transfer", "TransferSecurityPolicy-PQ-SSH-Experimental-2023-04", "1.2"],
  ["transfer", "2018-11", undefined],
])("%s policy %s has at least %s", (family, name, minimum) => {
  expect(minimumTls(family, name)).toEqual(minimum === undefined ? "unknown name" : { minimum });
});

test("a minimum is compared, and unknown values and names stay undecided", () => {
  expect(negotiatesAtLeast("elb", "ELBSecurityPolicy-TLS13-1-3-2021-06", "1.2")).toBe("yes");
  expect(negotiatesAtLeast("elb", "ELBSecurityPolicy-2016-08", "1.2")).toBe("no");
  expect(negotiatesAtLeast("elb", "ELBSecurityPolicy-2014-01", "1.0")).toBe("no");
  expect(negotiatesAtLeast("elb", "ELBSecurityPolicy-NEW", "1.2")).toBe("unknown");
  expect(negotiatesAtLeast("elb", UNKNOWN, "1.2")).toBe("unknown");
  expect(listsOnlyAtLeast(["TLSv1.2"], "1.2")).toBe("yes");
  expect(listsOnlyAtLeast(["TLSv1.2", "TLSv1.1"], "1.2")).toBe("no");
  expect(listsOnlyAtLeast(["TLSv1.2", UNKNOWN], "1.2")).toBe("unknown");
  expect(listsOnlyAtLeast(["SSLv3", UNKNOWN], "1.2")).toBe("no");
});

test.each<[string, Ternary]>([
  ["TransferSecurityPolicy-2018-11", "yes"],
  ["TransferSecurityPolicy-2020-06", "no"],
  ["TransferSecurityPolicy-FIPS-2023-05", "no"],
  ["TransferSecurityPolicy-Restricted-2018-11", "unknown"],
  ["something", "unknown"],
])("%s accepts SHA-1 in SSH: %s", (name, answer) => {
  expect(acceptsSshSha1(name)).toBe(answer);
});

const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

test.each<[string, KeyNameClass]>([
  ["alias/aws/s3", "aws-managed"],
  ["arn:aws:kms:us-east-1:111122223333:alias/aws/rds", "aws-managed"],
  ["arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/aws/rds", "aws-managed"],
  ["arn:aws-eusc:kms:eusc-de-east-1:111122223333:alias/aws/ebs", "aws-managed"],
  ["alias/clinic", "customer"],
  ["alias/aws-clinic", "customer"],
  ["alias/awsome/key", "customer"],
  ["arn:aws:kms:us-east-1:111122223333:alias/clinic", "customer"],
  [ID, "customer"],
  [`mrk-${"0a".repeat(16)}`, "customer"],
  [`arn:aws:kms:us-east-1:111122223333:key/${ID}`, "customer"],
  [`arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-${"0a".repeat(16)}`, "customer"],
  [`arn:aws-iso-b:kms:us-isob-east-1:111122223333:key/${ID}`, "customer"],
  [`arn:aws:s3:us-east-1:111122223333:key/${ID}`, "unrecognised"],
  [`arn:gcp:kms:us-east-1:111122223333:key/${ID}`, "unrecognised"],
  ["arn:aws:kms:us-east-1:111122223333:key/not-an-id", "unrecognised"],
  ["alias/", "unrecognised"],
  ["alias/aws/", "unrecognised"],
  ["aws/s3", "unrecognised"],
  ["AES256", "unrecognised"],
  ["", "unrecognised"],
  ["arn:aws:kms:us-east-1::key/1234abcd-12ab-34cd-56ef-1234567890ab", "unrecognised"],
  ["arn:aws:kms::111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "unrecognised"],
  ["arn:aws:kms:us-east-1:111122223333:kex/1234abcd-12ab-34cd-56ef-1234567890ab", "unrecognised"],
  ["1234abcd-12ab-34cd-56ef-1234567890ab/", "unrecognised"],
  ["an alias/records", "unrecognised"],
  ["alias/records of patients", "unrecognised"],
])("key name %s is %s", (name, expected) => {
  expect(classifyKeyName(name)).toBe(expected);
});

test("an ARN is taken apart, with colons in its resource, and anything else is refused", () => {
  expect(parseArn("arn:aws:logs:eu-west-1:111122223333:log-group:/clinic:*")).toEqual({
    partition: "aws",
    service: "logs",
    region: "eu-west-1",
    account: "111122223333",
    resource: "log-group:/clinic:*",
  });
  expect(parseArn("arn:aws:s3:::bucket/key")).toMatchObject({ region: "", account: "", resource: "bucket/key" });
  const refused = ["", "arn", "arn:aws:s3:::", "arn:aws::::x", "arn:mars:s3:::x", "ARN:aws:s3:::x", "arn:aws:s3:bucket"];
  expect(refused.map(parseArn)).toEqual(refused.map(() => undefined));
});

test.each<[number | undefined | typeof UNKNOWN, Ternary]>([
  [undefined, "yes"],
  [0, "yes"],
  [2192, "yes"],
  [3653, "yes"],
  [2191, "no"],
  [1827, "no"],
  [1, "no"],
  [UNKNOWN, "unknown"],
])("retention of %p days lasts six years: %s", (days, answer) => {
  expect(retainsLogsFor(days)).toBe(answer);
});

test("six years hold two leap days at most, and the shortest accepted retention is found", () => {
  const spans = [2023, 2024, 2025, 2026].map((year) => (Date.UTC(year + 6, 2, 1) - Date.UTC(year, 2, 1)) / 86_400_000);
  expect(Math.max(...spans)).toBe(SIX_YEARS_IN_DAYS);
  expect(LOG_GROUP_RETENTION_DAYS).toContain(SIX_YEARS_IN_DAYS);
  expect([shortestLogRetention(SIX_YEARS_IN_DAYS), shortestLogRetention(8), shortestLogRetention(4000)]).toEqual([2192, 14, 0]);
  expect(retainsLogsFor(365, 365)).toBe("yes");
});

test.each<[string, number | undefined]>([
  ["rate(30 days)", 30],
  ["rate(1 day)", 1],
  ["rate(12 hours)", 0.5],
  ["rate(90  days)", 90],
  ["Rate(5 minutes)", 5 / 60 / 24],
  ["rate(0 days)", undefined],
  ["rate(-1 days)", undefined],
  ["rate(3 weeks)", undefined],
  ["rate(days)", undefined],
  ["cron(0 16 1 * ? *)", 31],
  ["cron(0 16 1,15 * ? *)", 17],
  ["cron(0 8 * * ? *)", 1],
  ["cron(0 /8 * * ? *)", 1],
  ["cron(0 -8 * * ? *)", undefined],
  ["cron(0 8 1 /3 ? *)", 92],
  ["cron(0 0/8 * * ? *)", 1],
  ["cron(0 8 1 */2 ? *)", 62],
  ["cron(0 8 1 */3 ? *)", 92],
  ["cron(0 8 1 1/3 ? *)", 92],
  ["cron(0 8 1 JAN,JUL ? *)", 184],
  ["cron(0 8 L * ? *)", 31],
  ["cron(0 8 ? * 1#1 *)", 35],
  ["cron(0 8 ? * SUN#1 *)", 35],
  ["cron(0 8 ? * MON-FRI *)", 3],
  ["cron(0 8 ? * 6L *)", 35],
  ["cron(0 8 ? * L *)", 7],
  ["cron(0 8 1 1 ? *)", 366],
  ["cron(0 8 29 2 ? *)", 1461],
  ["cron(0 8 30 2 ? *)", undefined],
  ["cron(0 8 1 * ? 2027)", undefined],
  ["cron(0 8 1 * 1 *)", undefined],
  ["cron(0 8 ? * ? *)", undefined],
  ["cron(0 8 15W * ? *)", undefined],
  ["cron(0 8 32 * ? *)", undefined],
  ["cron(0 8 5-1 * ? *)", undefined],
  ["cron(0 8 1/0 * ? *)", undefined],
  ...["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"].map((month): [string, number] => [
    `cron(0 8 1 ${month} ? *)`,
    366,
  ]),
  ["cron(0 8 1 FEB,MAY,AUG,NOV ? *)", 92],
  ["cron(0 8 1 FEB-MAR ? *)", 337],
  ...["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"].map((day): [string, number] => [`cron(0 8 ? * ${day} *)`, 7]),
  ["cron(0 8 ? * MON,TUE,WED,THU *)", 4],
  ["cron(0 8 ? * TUE-THU *)", 5],
  ["cron(0 8 ? * 2#5 *)", 119],
  ["cron(0 8 ? * SAT#4 *)", 35],
  [" cron( 0  8  1  *  ?  * ) ", 31],
  ["my cron(0 8 1 * ? *)", undefined],
  ["cron(0 8 1 * ? *) or so", undefined],
  ["cron(0 8 1 * ? * *)", undefined],
  ["cron(0 8 *-5 * ? *)", undefined],
  ["cron(0 8 1-XYZ * ? *)", undefined],
  ["cron(0 8 XYZ * ? *)", undefined],
  ["cron(0 8 0 * ? *)", undefined],
  ["cron(0 8 1 XYZ ? *)", undefined],
  ["cron(0 8 ? * XYZ *)", undefined],
  ["cron(0 8 10-19 * ? *)", 22],
  ["cron(61 8 1 * ? *)", undefined],
  ["cron(0 8 1 *)", undefined],
  ["every month", undefined],
  ["", undefined],
])("schedule %s: at most %p days between runs", (expression, days) => {
  expect(longestDaysBetweenRuns(expression)).toBe(days);
});
