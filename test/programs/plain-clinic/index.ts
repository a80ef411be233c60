/** The back end of a clinic: a portal for its staff, patients' documents, records and appointments, and what guards them. */
import "./intake";
import "./portal";
import "./recovery";
import { trail } from "./audit";
import { appointments, cluster } from "./database";
import { portalAddress } from "./edge";
import { intakeQueue } from "./messaging";
import { documents } from "./storage";

export const address = portalAddress;
export const documentBucket = documents.bucket;
export const recordCluster = cluster.clusterIdentifier;
export const appointmentTable = appointments.name;
export const intakeQueueUrl = intakeQueue.url;
export const auditTrail = trail.name;
