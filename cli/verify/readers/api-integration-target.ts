import type { Found } from "../found";
import { invoked } from "./lambda";

/**
 * The function that the address of an integration calls, `arn:aws:apigateway:<Region>:lambda:path/2015-03-31/functions/<ARN>/invocations`.
 * Source: Amazon API Gateway API Reference, PutIntegration, `uri`.
 */
export function functionOfIntegration(found: Found, uri: string | undefined): string | undefined {
  if (uri === undefined) return undefined;
  return invoked(found, /:lambda:path\/[^/]+\/functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri);
}
