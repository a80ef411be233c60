import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { Marker, type RecordedExample, type RecordedResource } from "../../examples/record";
import { awsProviderToken } from "./runnable";

type ResourceOptions = pulumi.CustomResourceOptions;
type ResourceClass = new (name: string, args: object, options: ResourceOptions) => pulumi.CustomResource;

/** A class of @pulumi/aws by its name, `rds.Instance`. An example's arguments were held to the class's types where it was written. */
function classNamed(name: string): ResourceClass {
  const [module = "", resource = ""] = name.split(".");
  const found: unknown = Reflect.get(Object(Reflect.get(aws, module)), resource);
  if (typeof found !== "function") throw new Error(`@pulumi/aws has no class ${name}`);
  return found as ResourceClass;
}

class Provider extends pulumi.ProviderResource {}
class ResourceByToken extends pulumi.CustomResource {}

function create({ className, token, name }: RecordedResource, args: object, options: ResourceOptions): pulumi.CustomResource {
  if (token === awsProviderToken) return new Provider("aws", name, args, options);
  // A resource that was added by its token has no other name.
  if (className === token) return new ResourceByToken(token, name, args, options);
  return new (classNamed(className))(name, args, options);
}

/** What only the deployment decides: unknown in a preview, known after it, and of no resource. */
function later(): pulumi.Output<unknown> {
  return pulumi.output(pulumi.runtime.isDryRun() ? unknown : "known-after-the-deployment");
}

/** Creates the resources of an example with @pulumi/aws, wired by their outputs. */
export function materialize(example: RecordedExample): void {
  const created = new Map<RecordedResource, pulumi.CustomResource>();
  const materialized = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(materialized);
    if (value instanceof Marker) {
      const { mark } = value;
      if (mark.is === "later") return later();
      if (mark.is === "secret") return pulumi.secret(materialized(mark.value));
      const output: unknown = Reflect.get(Object(created.get(mark.of)), mark.output);
      if (!pulumi.Output.isInstance(output)) throw new Error(`${mark.of.className} has no output ${mark.output}`);
      return output;
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, materialized(item)]));
  };
  for (const resource of example.resources) {
    const { ignoreChanges } = resource.options;
    const args = Object.fromEntries(Object.entries(resource.args).map(([key, item]) => [key, materialized(item)]));
    created.set(resource, create(resource, args, ignoreChanges ? { ignoreChanges: [...ignoreChanges] } : {}));
  }
}
