import type { DomainName } from "@aws-sdk/client-api-gateway";
import type { DomainName as RegionalDomainName } from "@aws-sdk/client-apigatewayv2";
import type { ClassName } from "../../../policies/aws/kinds";
import type { Account, Answer } from "../account";
import { apigatewayCalls } from "../calls/apigateway";
import { apigatewayv2Calls } from "../calls/apigatewayv2";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = [
  "apigateway.DomainName",
  "apigatewayv2.DomainName",
  "apigateway.BasePathMapping",
  "apigatewayv2.ApiMapping",
] as const satisfies readonly ClassName[];

/**
 * Domain names of APIs and what is behind them. API Gateway shows the same names to both versions of its API: each is given once, as the older one
 * says it where both know it.
 */
export const apiDomainNamesReader: ServiceReader = {
  service: "apigateway domain names",
  calls: {
    domainNames: apigatewayCalls.domainNames,
    basePathMappings: apigatewayCalls.basePathMappings,
    regionalDomainNames: apigatewayv2Calls.domainNames,
    apiMappings: apigatewayv2Calls.apiMappings,
  },
  regional: true,
  kinds,
  read,
};

const next = ({ position }: { readonly position?: string | undefined }) =>
  position === undefined || position === "" ? undefined : { position };
const nextToken = ({ NextToken: token }: { readonly NextToken?: string | undefined }) =>
  token === undefined || token === "" ? undefined : { NextToken: token };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [names, regional] = await Promise.all([
    account.list(region, apigatewayCalls.domainNames, { limit: 500 }, { items: (page) => page.items, next }),
    account.list(region, apigatewayv2Calls.domainNames, { MaxResults: "500" }, { items: (page) => page.Items, next: nextToken }),
  ]);
  const known = listed(reading, kinds, names);
  const seen = new Set(known.map(({ domainName }) => domainName));
  const others = listed(reading, kinds, regional).filter(({ DomainName: name }) => !seen.has(name));
  await Promise.all([
    forEach(known, (name) => readDomainName(reading, name)),
    forEach(others, (name) => readRegionalDomainName(reading, name)),
  ]);
}

async function readDomainName(reading: Reading, domain: DomainName): Promise<void> {
  const { account, region, found } = reading;
  const { domainName, domainNameId, endpointConfiguration: endpoint } = domain;
  if (domainName === undefined) return;
  const arn = domain.domainNameArn ?? `arn:${account.partition}:apigateway:${region}::/domainnames/${domainName}`;
  found.add({
    kind: "apigateway.DomainName",
    id: arn,
    region,
    inputs: {
      domainName,
      certificateArn: domain.certificateArn,
      regionalCertificateArn: domain.regionalCertificateArn,
      securityPolicy: domain.securityPolicy,
      endpointConfiguration: { types: endpoint?.types?.join(",") },
      tags: domain.tags ?? {},
    },
    outputs: { arn, id: domainName, domainName },
  });
  // A name may be there twice as a private one, and is then told apart by its id.
  const isRegional = endpoint?.types?.includes("REGIONAL") === true;
  addMappings(reading, domainName, arn, await mappingsOf(account, region, domainName, isRegional ? undefined : domainNameId, isRegional));
}

async function readRegionalDomainName(reading: Reading, domain: RegionalDomainName): Promise<void> {
  const { account, region, found } = reading;
  const { DomainName: domainName, DomainNameConfigurations: configurations = [] } = domain;
  if (domainName === undefined) return;
  const arn = domain.DomainNameArn ?? `arn:${account.partition}:apigateway:${region}::/domainnames/${domainName}`;
  const [configuration] = configurations;
  found.add({
    kind: "apigatewayv2.DomainName",
    id: arn,
    region,
    inputs: {
      domainName,
      domainNameConfiguration: {
        certificateArn: configuration?.CertificateArn,
        endpointType: configuration?.EndpointType,
        securityPolicy: configuration?.SecurityPolicy,
      },
      tags: domain.Tags ?? {},
    },
    outputs: { arn, id: domainName, domainName },
  });
  addMappings(reading, domainName, arn, await mappingsOf(account, region, domainName, undefined, true));
}

/**
 * The ids of the APIs behind a name. Paths of several segments, and APIs that are not REST APIs, only the newer version of the API knows; it knows
 * Regional names only. Source: Amazon API Gateway Developer Guide, "Use API mappings to connect API stages to a custom domain name for REST APIs".
 */
async function mappingsOf(
  account: Account,
  region: string,
  domainName: string,
  domainNameId: string | undefined,
  isRegional: boolean,
): Promise<Answer<readonly string[]>> {
  const ids = (list: readonly (string | undefined)[]) => list.filter((id) => id !== undefined);
  if (isRegional) {
    const answer = await account.list(
      region,
      apigatewayv2Calls.apiMappings,
      { DomainName: domainName, MaxResults: "500" },
      { items: (page) => page.Items, next: nextToken },
    );
    return answer.state === "read" ? { ...answer, value: ids(answer.value.map(({ ApiId: id }) => id)) } : answer;
  }
  const answer = await account.list(
    region,
    apigatewayCalls.basePathMappings,
    { domainName, ...(domainNameId !== undefined && { domainNameId }), limit: 500 },
    { items: (page) => page.items, next },
  );
  return answer.state === "read" ? { ...answer, value: ids(answer.value.map(({ restApiId: id }) => id)) } : answer;
}

/** What kind of API an id means, the mapping does not say; it names one API only. */
function addMappings(reading: Reading, domainName: string, arn: string, mappings: Answer<readonly string[]>): void {
  const { found, region } = reading;
  for (const id of listed(reading, ["apigateway.BasePathMapping", "apigatewayv2.ApiMapping"], mappings)) {
    found.add({ kind: "apigateway.BasePathMapping", id: `${arn}/${id}`, region, inputs: { domainName, restApi: id } });
    found.add({ kind: "apigatewayv2.ApiMapping", id: `${arn}/${id}`, region, inputs: { domainName, apiId: id } });
  }
}
