import { type Example, observedAt } from "../../policies/examples";
import { type Facts, Marker, type RecordedExample, type RecordedResource, record } from "../../test/examples/record";

const widest = 110;

function identifier(name: string): string {
  return name.replace(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? "");
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A document that the example wrote as JSON text reads better as the object it was made from. */
function jsonObject(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function marker({ mark }: Marker, indent: string): string {
  if (mark.is === "out") return `${identifier(mark.of.name)}.${mark.output}`;
  return mark.is === "secret" ? `pulumi.secret(${render(mark.value, indent)})` : "knownAfterDeployment";
}

function block(open: string, parts: readonly string[], close: string, indent: string): string {
  const oneLine = `${open}${open === "{" ? " " : ""}${parts.join(", ")}${open === "{" ? " " : ""}${close}`;
  if (oneLine.length + indent.length <= widest && !oneLine.includes("\n")) return oneLine;
  return `${open}\n${parts.map((part) => `${indent}  ${part},\n`).join("")}${indent}${close}`;
}

function render(value: unknown, indent: string): string {
  if (value instanceof Marker) return marker(value, indent);
  if (typeof value === "string") {
    const object = jsonObject(value);
    return object ? `JSON.stringify(${render(object, indent)})` : JSON.stringify(value);
  }
  if (Array.isArray(value))
    return value.length === 0
      ? "[]"
      : block(
          "[",
          value.map((item) => render(item, `${indent}  `)),
          "]",
          indent,
        );
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  return block(
    "{",
    entries.map(([name, item]) => `${key(name)}: ${render(item, `${indent}  `)}`),
    "}",
    indent,
  );
}

function isReferred(resource: RecordedResource, example: RecordedExample): boolean {
  const refersIn = (value: unknown): boolean => {
    if (value instanceof Marker) return value.mark.is === "out" && value.mark.of === resource;
    return typeof value === "object" && value !== null && Object.values(value).some(refersIn);
  };
  return example.resources.some((other) => refersIn(other.args));
}

/** What a live account tells, as comments. */
function observation(of: string, facts: Facts | undefined): string {
  if (facts === undefined) return "";
  const told = Object.entries(facts).map(
    ([name, value]) => `//   ${name}: ${value instanceof Marker ? "could not be read" : render(value, "")}`,
  );
  const head = `// on ${observedAt.slice(0, 10)} is observed${of === "" ? "" : ` ${of}`}:`;
  return `${[told.length === 0 ? head.replace(":", ": nothing") : head, ...told].join("\n")}\n`;
}

/** An example as the program that a reader would write. */
export function renderExample(example: Example): string {
  const recorded = record(example);
  const lines = recorded.resources.map((resource) => {
    const declared = isReferred(resource, recorded) ? `const ${identifier(resource.name)} = ` : "";
    return `${observation("", resource.options.observed)}${declared}new aws.${resource.className}(${JSON.stringify(resource.name)}, ${render(resource.args, "")});`;
  });
  const notes = [
    ...(recorded.observed ? [observation("of the account", recorded.observed).trimEnd()] : []),
    ...Object.entries(recorded.settings).map(([name, value]) => `// with the setting ${name}: ${JSON.stringify(value)}`),
    ...Object.entries(recorded.parameters).map(([name, value]) => `// with the parameter ${name}: ${JSON.stringify(value)}`),
  ];
  return [...notes, ...(lines.length > 0 ? lines : ["// a stack without such a resource"])].join("\n");
}
