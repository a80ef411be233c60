// The functions of @pulumi/aws that can be answered without an account, and what to say of the others.
import type { Configuration } from "../configuration";
import { hexadecimal } from "../fingerprint";
import { nearestName } from "../nearest-name";
import { renderPolicyDocument } from "../policy-document";
import { containsSecrets, containsUnknowns, isMap, mapValues, type PropertyMap, secret, withoutSecrets } from "../property-values";
import { awsVersion, functionTokens, isFunction } from "../schema";
import { accountInvokes } from "./account";
import { imageInvokes } from "./images";
import { type Invoke, InvokeError } from "./invoke";
import { keyInvokes } from "./keys";
import { locationInvokes } from "./location";
import { serviceAccountInvokes } from "./service-accounts";

const getPolicyDocument: Invoke = (args) => {
  const document = renderPolicyDocument(args);
  return { ...args, ...document, id: hexadecimal(document.json, 10), version: args.version ?? "2012-10-17" };
};

const invokes: ReadonlyMap<string, Invoke> = new Map(
  Object.entries({
    ...accountInvokes,
    ...imageInvokes,
    ...keyInvokes,
    ...locationInvokes,
    ...serviceAccountInvokes,
    "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
  }),
);

/** The tokens of the functions that are answered offline. */
export function offlineFunctions(): string[] {
  return [...invokes.keys()].sort();
}

/**
 * Answers a function. With a secret among the arguments every value of the answer is secret; with an unknown there is no answer yet,
 * which the engine takes as an empty one.
 *
 * @throws Error whose message names the function and says what to do
 */
export function invoke(token: string, given: PropertyMap, configuration: Configuration): PropertyMap {
  const answer = invokes.get(token);
  if (!answer) throw new InvokeError(isFunction(token) ? notOffline(token) : noSuchFunction(token));
  if (containsUnknowns(given)) return {};
  const opened = withoutSecrets(given);
  const args = isMap(opened) ? opened : {};
  try {
    const result = answer(args, configuration);
    return containsSecrets(given) ? mapValues(result, secret) : result;
  } catch (thrown) {
    if (thrown instanceof InvokeError) throw new InvokeError(`${token}: ${thrown.message}`);
    throw thrown;
  }
}

function notOffline(token: string): string {
  return (
    `${token} is not available offline: it reads what exists in an AWS account, and the phiguard offline provider contacts none. ` +
    "Pass what it would return as stack configuration (pulumi.Config), or preview with the real AWS provider."
  );
}

function noSuchFunction(token: string): string {
  const nearest = nearestName(token, functionTokens());
  return `@pulumi/aws ${awsVersion} has no function ${token}${nearest ? `; did you mean ${nearest}?` : ""}`;
}
