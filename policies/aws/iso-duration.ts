/**
 * The seconds of an ISO 8601 duration of days, hours, minutes and seconds, as IAM Identity Center takes them: "PT4H" is 14400.
 * Source: IAM Identity Center API Reference, CreatePermissionSet, SessionDuration.
 * @returns undefined where the text is no such duration
 */
export function secondsOfDuration(text: string): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!match || text === "P" || text.endsWith("T")) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
