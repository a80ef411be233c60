import type { ClassName } from "../../../policies/aws/kinds";
import { logDeliveryCalls as calls } from "../calls/log-deliveries";
import { byLowerCaseNextToken } from "../paging";
import { listed, type Reading, type ServiceReader } from "../reader";

const kinds = ["cloudwatch.LogDeliverySource", "cloudwatch.LogDelivery"] as const satisfies readonly ClassName[];

/** What AWS services log by a delivery of CloudWatch Logs: of a Region, and of CloudFront. */
export const logDeliveriesReader: ServiceReader = { service: "logs deliveries", calls, regional: true, kinds, read };

/**
 * Where deliveries of CloudFront's logs are, whatever Region they are read from. Source: Amazon CloudFront Developer Guide, "Configure standard
 * logging (v2)".
 */
const cloudFrontRegion = "us-east-1";

async function read(reading: Reading): Promise<void> {
  const regions = reading.account.partition === "aws" ? [reading.region, cloudFrontRegion] : [reading.region];
  const first = regions.filter((region) => reading.claim(`log deliveries of ${region}`));
  await Promise.all(first.map((region) => readRegion({ ...reading, region })));
}

async function readRegion(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const [sources, deliveries] = await Promise.all([
    account.list(region, calls.sources, { limit: 50 }, { items: (page) => page.deliverySources, next: byLowerCaseNextToken }),
    account.list(region, calls.deliveries, { limit: 50 }, { items: (page) => page.deliveries, next: byLowerCaseNextToken }),
  ]);
  const urns = new Map<string | undefined, string[]>();
  for (const { name, arn, logType, resourceArns = [], tags } of listed(reading, kinds, sources)) {
    if (arn === undefined || name === undefined) continue;
    const made = resourceArns.map((resourceArn, index) =>
      found.add({
        kind: "cloudwatch.LogDeliverySource",
        id: index === 0 ? arn : `${arn}/${index}`,
        region,
        inputs: { name, logType, resourceArn, tags: tags ?? {} },
        outputs: { arn, id: name, name },
      }),
    );
    urns.set(name, made);
  }
  for (const { id, arn, deliverySourceName, deliveryDestinationArn, tags } of listed(reading, ["cloudwatch.LogDelivery"], deliveries)) {
    if (arn === undefined || id === undefined) continue;
    // The provider names one resource a source.
    for (const [index, source] of (urns.get(deliverySourceName) ?? []).entries())
      found.add({
        kind: "cloudwatch.LogDelivery",
        id: index === 0 ? arn : `${arn}/${index}`,
        region,
        inputs: { deliverySourceName, deliveryDestinationArn, tags: tags ?? {} },
        outputs: { arn, id },
        refersTo: { deliverySourceName: source },
      });
  }
}
