import { secondsOfDuration } from "../../policies/aws/iso-duration";
import { readSessionPreferences } from "../../policies/aws/session-preferences";

test.each([
  ["PT1H", 3600],
  ["PT4H30M", 16_200],
  ["PT90S", 90],
  ["P1D", 86_400],
  ["P1DT1H", 90_000],
  ["PT0H", 0],
  ["PT", undefined],
  ["P", undefined],
  ["P1M", undefined],
  ["4H", undefined],
  ["pt1h", undefined],
  ["PT1.5H", undefined],
])("the duration %s is %p seconds", (text, seconds) => {
  expect(secondsOfDuration(text)).toBe(seconds);
});

describe("readSessionPreferences", () => {
  const read = (inputs: object) => readSessionPreferences(JSON.stringify({ schemaVersion: "1.0", sessionType: "Standard_Stream", inputs }));

  test("what is empty says nothing, and AWS ends idle sessions after twenty minutes", () => {
    const nothing = { logsSomewhere: false, logsEncrypted: true, hasKey: false, idleMinutes: 20, ends: false };
    expect(read({})).toEqual(nothing);
    expect(read({ s3BucketName: "", kmsKeyId: "", idleSessionTimeout: "", maxSessionDuration: "" })).toEqual(nothing);
  });

  test("each place that logs go to must be encrypted, whether flags are text or not", () => {
    expect(read({ s3BucketName: "b", s3EncryptionEnabled: "true" })).toMatchObject({ logsSomewhere: true, logsEncrypted: true });
    expect(read({ s3BucketName: "b", s3EncryptionEnabled: true, cloudWatchLogGroupName: "g" })).toMatchObject({ logsEncrypted: false });
    expect(read({ idleSessionTimeout: 15 })).toMatchObject({ idleMinutes: 15 });
  });

  test.each(["schemaVersion: '1.0'", "null", "[]", '{"inputs":[]}', "{}"])("%s is no such document", (content) => {
    expect(readSessionPreferences(content)).toBeUndefined();
  });
});
