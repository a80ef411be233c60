import { z } from "zod";
import type { Cell } from "../cell";
import { decide, notApplicable, undetermined, type Verdict } from "../verdict";
import { every, type Ternary } from "./ternary";

/** AWS's own readers take "true" for true, as programs in untyped languages write it. */
const flag = z.union([z.boolean(), z.stringbool()]).optional().catch(undefined);

const containerSchema = z.looseObject({
  privileged: flag,
  readonlyrootfilesystem: flag,
  user: z.string().optional().catch(undefined),
  logconfiguration: z
    .looseObject({
      logdriver: z.string().optional(),
      options: z.record(z.string(), z.coerce.string()).nullish().catch(undefined),
    })
    .nullish(),
  environment: z
    .array(z.looseObject({ name: z.string().optional(), value: z.coerce.string().optional() }))
    .nullish()
    .catch(undefined),
});

/** One container of a task or job, with its keys in lower case: the provider reads `ReadonlyRootFilesystem` and `readonlyRootFilesystem` alike. */
export type Container = z.infer<typeof containerSchema>;

/** The lists and blocks of a Batch job's documents in which containers are kept. Source: AWS Batch API Reference, RegisterJobDefinition. */
const nestedIn = ["taskproperties", "containers", "noderangeproperties", "container", "ecsproperties"] as const;

function lowerCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCased);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), lowerCased(item)]));
}

function collect(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(collect);
  if (typeof value !== "object" || value === null) return [value];
  const nested = Object.entries(value).filter(([key]) => nestedIn.some((name) => name === key));
  return nested.length === 0 ? [value] : nested.flatMap(([, item]) => collect(item));
}

/** Reads the containers of a JSON document; undefined where it is none. */
function containersOf(json: string): readonly Container[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const parsed = z.array(containerSchema).safeParse(collect(lowerCased(value)));
  return parsed.success ? parsed.data : undefined;
}

/** Judges every container of a JSON document by one question. What is no such document is left open: AWS refuses it. */
export function judgeContainers(
  document: Cell<string>,
  question: (container: Container) => Ternary,
  wanted: string,
  because: string,
): Verdict {
  const evidence = [document.evidence(wanted)];
  if (document.state === "absent") return notApplicable("there is no container");
  if (document.state === "unknown") return undetermined(`${document.path} is not known before deployment`, evidence);
  const containers = containersOf(String(document.value));
  if (containers === undefined) return undetermined(`${document.path} is not a JSON document of containers`, evidence);
  const answer = every(containers, question);
  return decide(answer, answer === "unknown" ? `${document.path} does not say it of every container` : because, evidence);
}
