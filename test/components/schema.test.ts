import { createProject, type Engine, openEngine, type Run, removeProject, toolchainTimeout } from "../engine/run-pulumi";
import { type BuiltPackage, buildComponents } from "./build";
import { componentClasses } from "./component-classes";

/** Seconds; the schema is read at the start of each run that uses the package. Measured on two busy cores: 5. */
const longestRead = 60;

interface Property {
  readonly $ref?: string;
  readonly plain?: boolean;
  readonly items?: Property;
  readonly additionalProperties?: Property;
  readonly description?: string;
}
interface Resource {
  readonly isComponent: boolean;
  readonly description?: string;
  readonly inputProperties: Readonly<Record<string, Property>>;
  readonly requiredInputs: readonly string[];
  readonly properties: Readonly<Record<string, Property>>;
}
interface Schema {
  readonly name: string;
  readonly namespace: string;
  readonly version: string;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly types: Readonly<Record<string, { readonly properties?: object; readonly enum?: readonly { readonly value: string }[] }>>;
}

let built: BuiltPackage;
let project: string;
let engine: Engine;
let run: Run;
let schema: Schema;

beforeAll(async () => {
  built = buildComponents();
  project = createProject({ "Pulumi.yaml": "name: clinic\nruntime: yaml\n" });
  engine = await openEngine({ projectDirectory: project });
  run = await engine.pulumi(["package", "get-schema", built.folder], { limitSeconds: longestRead });
  if (run.exitCode !== 0) throw new Error(run.output);
  schema = JSON.parse(run.stdout);
}, toolchainTimeout);

afterAll(() => {
  removeProject(project);
  removeProject(built.project);
  engine.close();
});

test("the package has a name, a namespace and a version for all languages", () => {
  expect(schema).toMatchObject({ name: "components", namespace: "phiguard", version: "0.1.0" });
});

test("every class is a component of the schema", () => {
  expect(Object.keys(schema.resources).sort()).toEqual(componentClasses.map((name) => `components:index:${name}`).sort());
  expect(Object.values(schema.resources).filter(({ isComponent }) => !isComponent)).toEqual([]);
});

test("everything says what it is", () => {
  const silent = Object.entries(schema.resources).flatMap(([token, { description, inputProperties, properties }]) => [
    ...(description ? [] : [token]),
    ...Object.entries({ ...properties, ...inputProperties }).flatMap(([name, property]) =>
      property.description ? [] : [`${token}.${name}`],
    ),
  ]);
  expect(silent).toEqual([]);
});

test("nothing is of any type: all that can be passed is known", () => {
  expect(run.stdout).not.toContain("pulumi.json#/Any");
});

test("every component is classified in the same words", () => {
  const refs = Object.values(schema.resources).map(({ inputProperties }) => inputProperties.classification?.$ref);
  expect(new Set(refs)).toEqual(new Set(["#/types/components:index:Classification"]));
  expect(schema.types["components:index:Classification"]?.enum?.map(({ value }) => value)).toEqual(["ephi", "internal", "public", "none"]);
});

// Pulumi's generator for Go (pkg/codegen/go, 3.255.0) gives the items of a plain list the type for arguments only where an object came before, in the order of names.
test("in Go the items of each list have a type", () => {
  const isObject = (property: Property | undefined) =>
    property?.$ref !== undefined && schema.types[property.$ref.replace("#/types/", "")]?.properties !== undefined;
  const untyped = Object.entries(schema.resources).flatMap(([token, { inputProperties }]) => {
    let afterObject = false;
    return Object.entries(inputProperties)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, property]) => {
        if (isObject(property) && property.plain) afterObject = true;
        return !afterObject && (isObject(property.items) || isObject(property.additionalProperties)) ? [`${token}.${name}`] : [];
      });
  });
  expect(untyped).toEqual([]);
});
