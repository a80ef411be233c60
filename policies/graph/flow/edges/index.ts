import type { Edge } from "../edge";
import { analyticsEdges } from "./analytics";
import { backupEdges } from "./backups";
import { computeEdges } from "./compute";
import { databaseEdges } from "./databases";
import { frontDoorEdges } from "./front-doors";
import { identityEdges } from "./identities";
import { logEdges } from "./logs";
import { messagingEdges } from "./messaging";
import { storageEdges } from "./storage";
import { streamEdges } from "./streams";

/** The table of the ways that data takes, by what they are about. A new way is a new row in one of these files. */
export const edgesByTopic: Readonly<Record<string, readonly Edge[]>> = {
  "Buckets, file systems and disks": storageEdges,
  Databases: databaseEdges,
  "Snapshots, images and backups": backupEdges,
  "Topics, queues, buses and pipes": messagingEdges,
  Streams: streamEdges,
  "Functions, containers and jobs": computeEdges,
  "Roles and what assumes them": identityEdges,
  "Front doors and back ends": frontDoorEdges,
  "Queries, catalogues and indexes": analyticsEdges,
  Logs: logEdges,
};

const byKind = new Map<string, Edge[]>();
for (const edge of Object.values(edgesByTopic).flat()) {
  const rows = byKind.get(edge.declaredBy);
  if (rows) rows.push(edge);
  else byKind.set(edge.declaredBy, [edge]);
}

/** The kinds that declare a way of data. */
export const declaringKinds: readonly string[] = [...byKind.keys()];

/** The rows that a kind declares. */
export function edgesOf(kind: string): readonly Edge[] {
  return byKind.get(kind) ?? [];
}
