import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, type Check, input, listOf, objectOf, oneOf, optional, referenceTo, text } from "../foundation/checks";
import type { Location } from "../foundation/location";
import type { Refuse } from "../foundation/validation";

/** A Lambda function: a Function, or its parts. */
export interface ApiFunction {
  /** The function's ARN. */
  arn: pulumi.Input<string>;
  /** The function's name. */
  functionName: pulumi.Input<string>;
}

/** What answers requests of one kind. */
export interface ApiRoute {
  /** "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD" or "OPTIONS"; browsers ask for the last one before they sign in, and nobody has to for it. */
  method: string;
  /** The path, with variables in braces: "/patients/{id}"; a last variable with "+" takes all that follows, "/files/{path+}". */
  path: string;
  /** The function that answers: a Function. */
  target: ApiFunction;
  /** Scopes of which the caller's token must have one; only where a user pool signs callers in. Default: any token will do. Serves 45 CFR 164.312(a)(1). */
  scopes?: string[];
}

/** The check of a function. */
export const functionArgument: Check = referenceTo<ApiFunction>({
  arn: arnOf("lambda"),
  functionName: input(text({ maximum: 140, matching: /^[\w:-]+$/, described: "a function's name" })),
});

/** The check of the argument `routes`. */
export const routesArgument: Check = listOf(
  objectOf<ApiRoute>({
    method: oneOf(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]),
    path: text({
      maximum: 500,
      matching: /^\/(?:(?:[\w.-]+|\{\w+\})(?:\/(?:[\w.-]+|\{\w+\}))*(?:\/\{\w+\+\})?|\{\w+\+\})?$/,
      described: 'a path, as in "/patients/{id}"',
    }),
    target: functionArgument,
    scopes: optional(listOf(text({ maximum: 512 }), { minimum: 1, described: "a list of scopes" })),
  }),
  { minimum: 1, described: "a list of routes" },
);

/** Holds routes to be one of each kind. */
export function refuseRepeatedRoutes(routes: readonly ApiRoute[], refuse: Refuse): void {
  const seen = new Set<string>();
  for (const [index, { method, path }] of routes.entries()) {
    const kind = `${method} ${path.replace(/\{\w+(\+?)\}/g, "{$1}")}`;
    if (seen.has(kind)) refuse(`routes[${index}]`, "answers what a route before it answers");
    seen.add(kind);
  }
}

export interface RoutesSettings {
  readonly api: aws.apigateway.RestApi;
  readonly location: Location;
  /** How callers are asked who they are. */
  readonly authorization: string;
  readonly authorizerId?: pulumi.Output<string>;
}

/** The routes of an API; answers what has to be there before it is deployed, and a text that changes where they do. */
export function routes(
  parent: pulumi.ComponentResource,
  name: string,
  list: readonly ApiRoute[],
  settings: RoutesSettings,
): { readonly parts: pulumi.Resource[]; readonly revision: pulumi.Output<string> } {
  const { api, location, authorization, authorizerId } = settings;
  const child = { parent };
  const validator = new aws.apigateway.RequestValidator(
    name,
    { restApi: api.id, validateRequestBody: true, validateRequestParameters: true },
    child,
  );
  const folders = new Map<string, pulumi.Output<string>>([["", api.rootResourceId]]);
  const folder = (path: string): pulumi.Output<string> => {
    const known = folders.get(path);
    if (known) return known;
    const cut = path.lastIndexOf("/");
    const made = new aws.apigateway.Resource(
      `${name}${path}`,
      { restApi: api.id, parentId: folder(path.slice(0, cut)), pathPart: path.slice(cut + 1) },
      child,
    ).id;
    folders.set(path, made);
    return made;
  };
  const parts = list.flatMap(({ method, path, target, scopes }) => {
    const own = `${name}-${method} ${path}`;
    const place = { restApi: api.id, resourceId: folder(path === "/" ? "" : path), httpMethod: method };
    const isAsked = method !== "OPTIONS";
    const variables = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, variable]) => [`method.request.path.${variable}`, true]);
    const created = new aws.apigateway.Method(
      own,
      {
        ...place,
        authorization: isAsked ? authorization : "NONE",
        ...(isAsked && authorizerId && { authorizerId }),
        ...(isAsked && scopes && { authorizationScopes: scopes }),
        requestValidatorId: validator.id,
        requestParameters: Object.fromEntries(variables),
      },
      child,
    );
    const integration = new aws.apigateway.Integration(
      own,
      { ...place, type: "AWS_PROXY", integrationHttpMethod: "POST", uri: invocation(target, location) },
      { ...child, dependsOn: created },
    );
    const permission = new aws.lambda.Permission(
      own,
      {
        action: "lambda:InvokeFunction",
        function: target.functionName,
        principal: "apigateway.amazonaws.com",
        sourceArn: pulumi.interpolate`${api.executionArn}/*/${method}${path.replace(/\{\w+\+?\}/g, "*")}`,
      },
      child,
    );
    return [created, integration, permission];
  });
  // Of a function its ARN counts, and not the rest of the component that it may be.
  const told = list.map(({ method, path, scopes, target }) => ({ method, path, scopes, target: target.arn }));
  const revision = pulumi.jsonStringify([authorization, told]).apply((text) => createHash("sha256").update(text).digest("hex"));
  return { parts, revision };
}

/** The address by which API Gateway calls a function. Source: API Gateway API Reference, PutIntegration, `uri`. */
export function invocation(target: ApiFunction, { partition, region }: Location): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${target.arn}/invocations`;
}
