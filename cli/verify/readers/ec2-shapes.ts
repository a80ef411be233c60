import type { Reading } from "../reader";

/** The most that a page may hold for most of EC2's lists. Source: Amazon EC2 API Reference, "Pagination". */
export const pageSize = 1000;

/** How EC2 hands out the next page. */
export function nextPage({ NextToken: token }: { readonly NextToken?: string | undefined }): { readonly NextToken: string } | undefined {
  return token === undefined || token === "" ? undefined : { NextToken: token };
}

/** The ARN of a resource of this account and Region. Source: Service Authorization Reference, "Resource types defined by Amazon EC2". */
export function arnOf({ account, region }: Pick<Reading, "account" | "region">, type: string, id: string): string {
  return `arn:${account.partition}:ec2:${region}:${account.id}:${type}/${id}`;
}

/** Whether it is the account's own: EC2 lists what other accounts share by AWS Resource Access Manager beside it. */
export function isOwn({ account }: Pick<Reading, "account">, { OwnerId: owner }: { readonly OwnerId?: string | undefined }): boolean {
  return owner === undefined || owner === account.id;
}

/** Whether a service of AWS's runs it, and nobody else may change it. Source: Amazon EC2 User Guide, "Amazon EC2 managed instances". */
export function isManagedByService({
  Operator: operator,
}: {
  readonly Operator?: { readonly Managed?: boolean | undefined } | undefined;
}): boolean {
  return operator?.Managed === true;
}

/** A list as a program gives it: left out where it is empty. */
export function someOf<Item>(items: readonly (Item | undefined)[] | undefined): readonly Item[] | undefined {
  const there = (items ?? []).filter((item) => item !== undefined);
  return there.length === 0 ? undefined : there;
}
