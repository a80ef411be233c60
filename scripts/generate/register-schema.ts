import { registerJsonSchema } from "../../policies/exceptions/json-schema";
import type { GeneratedFile } from "./files";

/** The published JSON Schema of the exceptions register. */
export function registerSchemaFile(): GeneratedFile {
  return {
    path: "policies/exceptions/phiguard-exceptions.schema.json",
    text: `${JSON.stringify(registerJsonSchema(), null, 2)}\n`,
  };
}
