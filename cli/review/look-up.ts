import { reasonOf } from "../verify/account";
import { cloudtrailCalls } from "./calls/cloudtrail";
import type { Period, Session } from "./session";

/** What is shown of an event: who did what, when and from where. Its parameters and its answer, which may hold credentials, are left out. */
export interface EventSeen {
  readonly id: string;
  readonly time: Date;
  readonly name: string;
  readonly by: string;
  readonly from: string | undefined;
  readonly error: string | undefined;
  readonly region: string;
  /** Whether the request's parameters hold a text. */
  names(text: string): boolean;
}

/** By what CloudTrail finds events. Source: CloudTrail API Reference, LookupAttribute. */
export interface Attribute {
  readonly key: "EventName" | "Username";
  readonly value: string;
}

export interface LookedUp {
  readonly events: readonly EventSeen[];
  readonly state: "complete" | "more" | "failed";
  readonly reason?: string;
}

/** CloudTrail's event history holds 90 days. Source: CloudTrail User Guide, "Working with CloudTrail event history". */
export const historyDays = 90;
/** CloudTrail answers two look-ups a second, of 50 events each: so many take 20 seconds. Source: CloudTrail API Reference, LookupEvents. */
const mostPages = 40;

type ApiEvent = NonNullable<Awaited<ReturnType<typeof cloudtrailCalls.events.send>>["Events"]>[number];

/** Looks up the management events of one Region that have an attribute, newest first. An answer that cannot be had is told, never thrown. */
export async function lookUp({ clients }: Session, region: string, { key, value }: Attribute, { from, to }: Period): Promise<LookedUp> {
  const events: EventSeen[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const before = token;
    try {
      const answer = await cloudtrailCalls.events.send(clients.of(region), {
        LookupAttributes: [{ AttributeKey: key, AttributeValue: value }],
        StartTime: from,
        EndTime: to,
        MaxResults: 50,
        ...(token !== undefined && { NextToken: token }),
      });
      events.push(...(answer.Events ?? []).map((event) => seen(event, region)));
      token = answer.NextToken;
    } catch (error) {
      return { events, state: "failed", reason: reasonOf(error) };
    }
    if (token === undefined) return { events, state: "complete" };
    if (token === before) return { events, state: "failed", reason: "CloudTrail gives the same page again" };
  }
  return { events, state: "more" };
}

function seen({ EventId, EventTime, EventName, Username, CloudTrailEvent }: ApiEvent, region: string): EventSeen {
  const detail = parsed(CloudTrailEvent);
  const identity = fieldsOf(detail.userIdentity);
  const parameters = Object.values(fieldsOf(detail.requestParameters));
  return {
    id: EventId ?? "",
    time: EventTime ?? new Date(0),
    name: EventName ?? "",
    by: textOf(identity.arn) ?? textOf(identity.invokedBy) ?? Username ?? "unknown",
    from: textOf(detail.sourceIPAddress),
    error: textOf(detail.errorCode) ?? textOf(detail.errorMessage),
    region,
    names: (text) => parameters.includes(text),
  };
}

function parsed(json: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(JSON.parse(json ?? "{}"));
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
