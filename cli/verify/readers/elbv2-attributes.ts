import type { DescribeLoadBalancerAttributesCommandOutput } from "@aws-sdk/client-elastic-load-balancing-v2";
import { UNKNOWN } from "../../../policies/unknown";
import type { Answer } from "../account";

interface ApiAttribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** AWS's list of attributes by their keys; an empty value is one that is not set. */
export function attributesOf(list: readonly ApiAttribute[] | undefined): ReadonlyMap<string, string> {
  return new Map(
    (list ?? []).flatMap(({ Key: key, Value: value }) => (key === undefined || value === undefined || value === "" ? [] : [[key, value]])),
  );
}

const properties = [
  "accessLogs",
  "connectionLogs",
  "healthCheckLogs",
  "desyncMitigationMode",
  "dropInvalidHeaderFields",
  "enableCrossZoneLoadBalancing",
  "enableDeletionProtection",
  "idleTimeout",
] as const;

/** The attributes of a load balancer as properties. Source: Elastic Load Balancing API Reference (2015-12-01), LoadBalancerAttribute. */
export function loadBalancerAttributes(
  answer: Answer<DescribeLoadBalancerAttributesCommandOutput>,
): Readonly<Partial<Record<(typeof properties)[number], unknown>>> {
  if (answer.state !== "read") return Object.fromEntries(properties.map((property) => [property, UNKNOWN]));
  const attributes = attributesOf(answer.value.Attributes);
  const flag = (key: string) => (attributes.has(key) ? attributes.get(key) === "true" : undefined);
  const logs = (key: string) => {
    const enabled = flag(`${key}.s3.enabled`);
    return enabled === undefined
      ? undefined
      : { enabled, bucket: attributes.get(`${key}.s3.bucket`), prefix: attributes.get(`${key}.s3.prefix`) };
  };
  const idle = attributes.get("idle_timeout.timeout_seconds");
  return {
    accessLogs: logs("access_logs"),
    connectionLogs: logs("connection_logs"),
    healthCheckLogs: logs("health_check_logs"),
    desyncMitigationMode: attributes.get("routing.http.desync_mitigation_mode"),
    dropInvalidHeaderFields: flag("routing.http.drop_invalid_header_fields.enabled"),
    enableCrossZoneLoadBalancing: flag("load_balancing.cross_zone.enabled"),
    enableDeletionProtection: flag("deletion_protection.enabled"),
    idleTimeout: idle === undefined ? undefined : Number(idle),
  };
}
