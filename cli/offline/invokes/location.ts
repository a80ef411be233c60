// Functions about regions, zones, services and ARNs.
import { knownString, type PropertyMap } from "../property-values";
import { availabilityZones, partitionOf, regionsBeside } from "../regions";
import { type Invoke, InvokeError, regionOf } from "./invoke";

const getRegion: Invoke = (args, configuration) => {
  const endpoint = /^(?:https:\/\/)?ec2\.([^.]+)\./.exec(knownString(args.endpoint) ?? "")?.[1];
  const region = knownString(args.region) ?? knownString(args.name) ?? endpoint ?? configuration.region;
  return { description: region, endpoint: `ec2.${region}.${partitionOf(region).dnsSuffix}`, id: region, name: region, region };
};

const getRegions: Invoke = (args, configuration) => ({
  ...args,
  id: configuration.partition,
  names: regionsBeside(configuration.region),
});

const getPartition: Invoke = (_args, configuration) => {
  const { id, dnsSuffix, reverseDnsPrefix } = partitionOf(configuration.region);
  return { dnsSuffix, id, partition: id, reverseDnsPrefix };
};

const getAvailabilityZones: Invoke = (args, configuration) => {
  const region = regionOf(args, configuration);
  const excluded = new Set([...list(args.excludeNames), ...list(args.excludeZoneIds)]);
  const zones = availabilityZones(region).filter((zone) => !excluded.has(zone.name) && !excluded.has(zone.zoneId));
  return {
    ...args,
    groupNames: [`${region}-zg-1`],
    id: region,
    names: zones.map((zone) => zone.name),
    region,
    zoneIds: zones.map((zone) => zone.zoneId),
  };
};

const getAvailabilityZone: Invoke = (args, configuration) => {
  const region = regionOf(args, configuration);
  const name = knownString(args.name);
  const zoneId = knownString(args.zoneId);
  const all = availabilityZones(region);
  const zone = name === undefined && zoneId === undefined ? all[0] : all.find((each) => each.name === name || each.zoneId === zoneId);
  if (!zone) throw new InvokeError(`offline, ${region} has the zones ${all.map((each) => each.name).join(", ")} only`);
  return {
    ...args,
    groupLongName: region,
    groupName: `${region}-zg-1`,
    id: zone.name,
    name: zone.name,
    nameSuffix: zone.name.slice(region.length),
    networkBorderGroup: region,
    optInStatus: "opt-in-not-required",
    parentZoneId: "",
    parentZoneName: "",
    region,
    state: "available",
    zoneId: zone.zoneId,
    zoneType: "availability-zone",
  };
};

const getService: Invoke = (args, configuration) => {
  const named = serviceOf(args);
  const region = named.region ?? regionOf(args, configuration);
  const { id: partition, dnsSuffix, reverseDnsPrefix } = partitionOf(region);
  const reverseDnsName = `${reverseDnsPrefix}.${region}.${named.service}`;
  return {
    dnsName: `${named.service}.${region}.${dnsSuffix}`,
    id: reverseDnsName,
    partition,
    region,
    reverseDnsName,
    reverseDnsPrefix,
    serviceId: named.service,
    supported: true,
  };
};

function serviceOf(args: PropertyMap): { service: string; region?: string } {
  const id = knownString(args.serviceId);
  if (id !== undefined) return { service: id };
  const forward = /^([^.]+)\.([a-z]+(?:-[a-z]+)+-\d)\./.exec(knownString(args.dnsName) ?? "");
  const reverse = /\.([a-z]+(?:-[a-z]+)+-\d)\.([^.]+)$/.exec(knownString(args.reverseDnsName) ?? "");
  if (forward?.[1] && forward[2]) return { service: forward[1], region: forward[2] };
  if (reverse?.[1] && reverse[2]) return { service: reverse[2], region: reverse[1] };
  throw new InvokeError("give serviceId, or a dnsName or reverseDnsName with a region in it");
}

/** Services whose principals have the partition's own suffix, by partition; all others use amazonaws.com everywhere. */
const regionalPrincipals: Readonly<Record<string, readonly string[]>> = {
  "aws-cn": ["codedeploy", "elasticmapreduce", "logs"],
  "aws-iso": ["cloudhsm", "config", "logs", "workspaces"],
  "aws-iso-b": ["dms", "logs"],
};

const getServicePrincipal: Invoke = (args, configuration) => {
  const region = regionOf(args, configuration);
  const serviceName = knownString(args.serviceName);
  if (serviceName === undefined) throw new InvokeError("serviceName is not set");
  const { id, dnsSuffix } = partitionOf(region);
  const suffix = regionalPrincipals[id]?.includes(serviceName) ? dnsSuffix : "amazonaws.com";
  return { id: `${serviceName}.${region}.${suffix}`, name: `${serviceName}.${suffix}`, region, serviceName, suffix };
};

const getArn: Invoke = (args) => {
  const arn = knownString(args.arn) ?? "";
  const [prefix, partition, service, region, account, ...resource] = arn.split(":");
  if (prefix !== "arn" || !partition || !service || region === undefined || account === undefined || resource.length === 0) {
    throw new InvokeError("arn is not an ARN (arn:partition:service:region:account:resource)");
  }
  return { account, arn, id: arn, partition, region, resource: resource.join(":"), service };
};

function list(value: PropertyMap[string] | undefined): string[] {
  return Array.isArray(value) ? value.flatMap((each) => knownString(each) ?? []) : [];
}

export const locationInvokes: Readonly<Record<string, Invoke>> = {
  "aws:index/getArn:getArn": getArn,
  "aws:index/getAvailabilityZone:getAvailabilityZone": getAvailabilityZone,
  "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
  "aws:index/getPartition:getPartition": getPartition,
  "aws:index/getRegion:getRegion": getRegion,
  "aws:index/getRegions:getRegions": getRegions,
  "aws:index/getService:getService": getService,
  "aws:index/getServicePrincipal:getServicePrincipal": getServicePrincipal,
};
