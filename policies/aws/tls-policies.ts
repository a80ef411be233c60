import { isUnknown, type Unknown } from "../unknown";
import { every, type Ternary, ternary } from "./ternary";

/** The versions of SSL and TLS that AWS services negotiate, oldest first. */
export const TLS_VERSIONS = ["SSLv3", "1.0", "1.1", "1.2", "1.3"] as const;

/** A version of SSL or TLS. */
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** The services that name their TLS policies, each by a grammar of its own. */
export type TlsPolicyFamily = "elb" | "cloudfront" | "apigateway" | "opensearch" | "transfer" | "iot";

/** The lowest version that a policy negotiates, or that its name follows no form known for the service. */
export type MinimumTls = { readonly minimum: TlsVersion } | "unknown name";

/**
 * Elastic Load Balancing: names that carry no version. All others say their lowest version in the name.
 * Sources, read in November 2026: "Security policies for your Application Load Balancer" and "... Network Load Balancer" for 2015-05 and
 * later. The older ones are Classic Load Balancer policies that AWS's current table has dropped; 2014-10 was AWS's answer to POODLE
 * (CVE-2014-3566), the first without SSL 3.0.
 */
const UNVERSIONED_ELB: ReadonlyMap<string, TlsVersion> = new Map<string, TlsVersion>([
  ["elbsecuritypolicy-fs-2018-06", "1.0"],
  ["elbsecuritypolicy-2016-08", "1.0"],
  ["elbsecuritypolicy-2015-05", "1.0"],
  ["elbsecuritypolicy-2015-03", "1.0"],
  ["elbsecuritypolicy-2015-02", "1.0"],
  ["elbsecuritypolicy-2014-10", "1.0"],
  ["elbsecuritypolicy-2014-01", "SSLv3"],
  ["elbsecuritypolicy-2011-08", "SSLv3"],
]);

/**
 * `ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09`: a family (TLS13, TLS or FS), the lowest version, words (Res, Ext0 to Ext2, FIPS,
 * PQ, RFC9151, INTEROP1), and a year and month.
 */
const ELB = /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-([0-3])(?:-[A-Z][A-Z0-9]*)*-\d{4}-\d{2}$/i;

/**
 * `TLSv1.2_2021`, and the bare protocol names of origins (`TLSv1.2`).
 * Source, read in November 2026: CloudFront Developer Guide, "Supported protocols and ciphers between viewers and CloudFront"
 * (SSLv3, TLSv1, TLSv1_2016, TLSv1.1_2016, TLSv1.2_2018, _2019, _2021, _2025, TLSv1.3_2025) and "... and the origin".
 */
const CLOUDFRONT = /^(?:(SSLv3)|TLSv1(?:\.([1-3]))?(?:_\d{4})?)$/;

/**
 * `TLS_1_2`, `SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09` and, at the edge, `SecurityPolicy_TLS12_PFS_2025_EDGE`.
 * Source, read in November 2026: API Gateway Developer Guide, "Supported security policies".
 */
const API_GATEWAY = [
  /^TLS_1_([0-3])$/,
  /^SecurityPolicy_TLS13_1_([0-3])(?:_[A-Z]+)*_\d{4}_\d{2}$/,
  /^SecurityPolicy_TLS1([0-3])(?:_[A-Z]+)*_\d{4}_EDGE$/,
] as const;

/**
 * `Policy-Min-TLS-1-2-PFS-2023-10`.
 * Source, read in November 2026: OpenSearch Service API Reference, DomainEndpointOptions, `TLSSecurityPolicy`. CloudSearch uses the
 * same names.
 */
const OPENSEARCH = /^Policy-Min-TLS-1-([0-3])(?:-[A-Z][A-Z0-9]*)*-\d{4}-\d{2}$/;

/**
 * `IotSecurityPolicy_TLS13_1_2_2022_10`. The names TLS12_1_0_2015_01 and TLS12_1_0_2016_01 promise TLS 1.0, but the service negotiates
 * nothing below 1.2 any more: their column in the table has TLS 1.2 alone.
 * Source, read in November 2026: AWS IoT Core Developer Guide, "Transport security in AWS IoT Core", "Security policies".
 */
const IOT = /^IotSecurityPolicy_TLS1[23]_1_([0-3])_\d{4}_\d{2}$/i;

/**
 * `TransferSecurityPolicy-FIPS-2024-01`. Every policy lists cipher suites of TLS 1.2 only, for FTPS; what the policies differ in is SSH.
 * Source, read in November 2026: AWS Transfer Family User Guide, "Security policies for AWS Transfer Family servers".
 */
const TRANSFER = /^TransferSecurityPolicy-(?:[A-Z][A-Za-z0-9]*-)*\d{4}-\d{2}$/;

/** The lowest version of TLS that a named policy lets a client use. */
export function minimumTls(family: TlsPolicyFamily, name: string): MinimumTls {
  switch (family) {
    case "elb":
      return found(UNVERSIONED_ELB.get(name.toLowerCase()) ?? versionBy(ELB, name));
    case "cloudfront": {
      const [match, sslv3, minor = "0"] = CLOUDFRONT.exec(name) ?? [];
      if (match === undefined) return "unknown name";
      return found(sslv3 === undefined ? versionOf(minor) : "SSLv3");
    }
    case "apigateway":
      return found(API_GATEWAY.map((grammar) => versionBy(grammar, name)).find((version) => version !== undefined));
    case "opensearch":
      return found(versionBy(OPENSEARCH, name));
    case "iot": {
      const named = versionBy(IOT, name);
      return found(named === "1.3" || named === undefined ? named : "1.2");
    }
    case "transfer":
      return found(TRANSFER.test(name) ? "1.2" : undefined);
  }
}

/**
 * Whether a named policy negotiates nothing below a version. An unknown value and a name of no known form answer "unknown": a policy
 * that AWS adds after this table was written is not a violation.
 */
export function negotiatesAtLeast(family: TlsPolicyFamily, name: string | Unknown, wanted: TlsVersion): Ternary {
  if (isUnknown(name)) return "unknown";
  const parsed = minimumTls(family, name);
  return parsed === "unknown name" ? "unknown" : ternary(TLS_VERSIONS.indexOf(parsed.minimum) >= TLS_VERSIONS.indexOf(wanted));
}

/** Whether a list of protocols, such as a CloudFront origin's `originSslProtocols`, has none below a version. */
export function listsOnlyAtLeast(protocols: Iterable<string | Unknown>, wanted: TlsVersion): Ternary {
  return every(protocols, (protocol) => negotiatesAtLeast("cloudfront", protocol, wanted));
}

/**
 * Whether a Transfer Family policy takes SHA-1 in SSH (the key exchange diffie-hellman-group14-sha1): only 2018-11 does, which is
 * also what a server gets that names none through the API. "unknown" for a name of no known form.
 * Source, read in November 2026: AWS Transfer Family User Guide, "Security policies for AWS Transfer Family servers", KEXs.
 */
export function acceptsSshSha1(transferPolicy: string): Ternary {
  if (transferPolicy === "TransferSecurityPolicy-2018-11") return "yes";
  const [, year] = /-(\d{4})-\d{2}$/.exec(transferPolicy) ?? [];
  return TRANSFER.test(transferPolicy) && Number(year) >= 2020 ? "no" : "unknown";
}

function versionBy(grammar: RegExp, name: string): TlsVersion | undefined {
  return versionOf(grammar.exec(name)?.[1]);
}

function versionOf(minor: string | undefined): TlsVersion | undefined {
  return TLS_VERSIONS.find((version) => version === `1.${minor}`);
}

function found(version: TlsVersion | undefined): MinimumTls {
  return version === undefined ? "unknown name" : { minimum: version };
}
