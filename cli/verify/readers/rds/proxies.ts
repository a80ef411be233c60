import type { DBProxy } from "@aws-sdk/client-rds";
import { rdsCalls as calls } from "../../calls/rds";
import { part, tagsOf } from "../../found";
import { byMarker } from "../../paging";
import { forEach, listed, type Reading } from "../../reader";
import { isLeaving, rdsArn } from "./engines";

/** Adds the proxies and what they lead to. */
export async function readProxies(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const proxies = await account.list(region, calls.proxies, {}, { items: (page) => page.DBProxies, next: byMarker });
  await forEach(listed(reading, ["rds.Proxy", "rds.ProxyTarget"], proxies), async (proxy) => {
    const { DBProxyName: name, DBProxyArn: arn } = proxy;
    if (name !== undefined && arn !== undefined && !isLeaving(proxy.Status)) await readProxy(reading, proxy, { name, arn });
  });
}

async function readProxy(reading: Reading, proxy: DBProxy, { name, arn }: { readonly name: string; readonly arn: string }): Promise<void> {
  const { account, region, found } = reading;
  const [tags, targets] = await Promise.all([
    account.ask(region, calls.tags, { ResourceName: arn }),
    account.list(region, calls.proxyTargets, { DBProxyName: name }, { items: (page) => page.Targets, next: byMarker }),
  ]);
  const urn = found.add({
    kind: "rds.Proxy",
    id: arn,
    region,
    inputs: {
      name,
      engineFamily: proxy.EngineFamily,
      requireTls: proxy.RequireTLS,
      debugLogging: proxy.DebugLogging,
      idleClientTimeout: proxy.IdleClientTimeout,
      defaultAuthScheme: proxy.DefaultAuthScheme,
      auths: proxy.Auth?.map(({ AuthScheme, IAMAuth, SecretArn }) => ({ authScheme: AuthScheme, iamAuth: IAMAuth, secretArn: SecretArn })),
      roleArn: proxy.RoleArn,
      vpcSubnetIds: proxy.VpcSubnetIds,
      vpcSecurityGroupIds: proxy.VpcSecurityGroupIds,
      tags: part(tags, ({ TagList: list }) => tagsOf(list)),
    },
    outputs: { arn, id: name, name },
    answers: [tags],
  });
  for (const { Type: type, RdsResourceId: target, TrackedClusterId: cluster } of listed(reading, ["rds.ProxyTarget"], targets)) {
    // The instances of a cluster are listed beside the cluster that they come from.
    const isCluster = type === "TRACKED_CLUSTER";
    if (target === undefined || (!isCluster && (type !== "RDS_INSTANCE" || cluster !== undefined))) continue;
    const property = isCluster ? "dbClusterIdentifier" : "dbInstanceIdentifier";
    const to = isCluster
      ? found.urnOf("rds.Cluster", rdsArn(reading, "cluster", target))
      : found.urnOf("rds.Instance", rdsArn(reading, "db", target));
    found.add({
      kind: "rds.ProxyTarget",
      id: `${arn}/${target}`,
      region,
      inputs: { dbProxyName: name, [property]: target },
      refersTo: { dbProxyName: urn, [property]: to },
    });
  }
}
