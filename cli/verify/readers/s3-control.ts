import { s3controlCalls as calls } from "../calls/s3-control";
import { part } from "../found";
import type { Reading, ServiceReader } from "../reader";

/** The public access block of the whole account. */
export const s3ControlReader: ServiceReader = {
  service: "s3control",
  calls,
  regional: false,
  kinds: ["s3.AccountPublicAccessBlock"],
  read,
};

async function read({ account, region, found }: Reading): Promise<void> {
  const answer = await account.ask(region, calls.accountPublicAccessBlock, { AccountId: account.id }, [
    "NoSuchPublicAccessBlockConfiguration",
  ]);
  if (answer.state === "absent") return;
  const set = (name: "BlockPublicAcls" | "BlockPublicPolicy" | "IgnorePublicAcls" | "RestrictPublicBuckets") =>
    part(answer, ({ PublicAccessBlockConfiguration: block }) => block?.[name]);
  found.add({
    kind: "s3.AccountPublicAccessBlock",
    id: account.id,
    region,
    inputs: {
      accountId: account.id,
      blockPublicAcls: set("BlockPublicAcls"),
      blockPublicPolicy: set("BlockPublicPolicy"),
      ignorePublicAcls: set("IgnorePublicAcls"),
      restrictPublicBuckets: set("RestrictPublicBuckets"),
    },
    answers: [answer],
    mayBeAbsent: answer.state === "unread",
  });
}
