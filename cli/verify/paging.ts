/** How services that page by a marker hand out their next page; an empty marker is the end too. */
export function byMarker({ Marker: marker }: { readonly Marker?: string | undefined }): { readonly Marker: string } | undefined {
  return marker === undefined || marker === "" ? undefined : { Marker: marker };
}

/** How services that page by a token hand out their next page. */
export function byNextToken({ NextToken: token }: { readonly NextToken?: string | undefined }): { readonly NextToken: string } | undefined {
  return token === undefined || token === "" ? undefined : { NextToken: token };
}

/** The same of services that write the field in lower case. */
export function byLowerCaseNextToken({
  nextToken,
}: {
  readonly nextToken?: string | undefined;
}): { readonly nextToken: string } | undefined {
  return nextToken === undefined || nextToken === "" ? undefined : { nextToken };
}
