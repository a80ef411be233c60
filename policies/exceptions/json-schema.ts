import * as z from "zod";
import { registerSchema } from "./schema";

/** The JSON Schema of the register, for editors and other tools. What the law asks beyond shapes, `phiguard exceptions check` tells. */
export function registerJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    title: "phiguard-exceptions.yaml, version 1",
    description: "The register of exceptions from phiguard's rules.",
    ...z.toJSONSchema(registerSchema, { io: "input" }),
  };
}
