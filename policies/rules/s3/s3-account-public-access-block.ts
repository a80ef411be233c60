import type { Example } from "../../examples";
import { all, defineAccountRule, fail } from "../../rule";

export default defineAccountRule({
  id: "s3-account-public-access-block",
  title: "S3 blocks public access in the whole account, with all four settings",
  threat: "A bucket that somebody makes outside the program opens ePHI to everyone.",
  remedy:
    "Add an aws.s3.AccountPublicAccessBlock with blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets true.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  // Each flag that is left out is false: nothing is blocked in an account without the resource.
  check: (stack) =>
    stack.some(
      "s3.AccountPublicAccessBlock",
      (block) =>
        all(
          block
            .at((p) => p.blockPublicAcls)
            .or(false)
            .equals(true, "public ACLs are not blocked"),
          block
            .at((p) => p.blockPublicPolicy)
            .or(false)
            .equals(true, "public bucket policies are not blocked"),
          block
            .at((p) => p.ignorePublicAcls)
            .or(false)
            .equals(true, "public ACLs are not ignored"),
          block
            .at((p) => p.restrictPublicBuckets)
            .or(false)
            .equals(true, "access by public bucket policies is not restricted"),
        ),
      () => fail("the account's baseline does not block public access to S3"),
    ),
  equivalents: {
    config: ["s3-account-level-public-access-blocks-periodic"],
    prowler: ["s3_account_level_public_access_blocks"],
  },
  examples: {
    good: {
      "all four settings": (s) => {
        s.add("s3.AccountPublicAccessBlock", {
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        });
        return undefined;
      },
      "all four settings, as strings": (s) => {
        s.addUntyped("s3.AccountPublicAccessBlock", {
          blockPublicAcls: "true",
          blockPublicPolicy: "true",
          ignorePublicAcls: "true",
          restrictPublicBuckets: "true",
        });
        return undefined;
      },
    },
    bad: {
      "no block": () => undefined,
      "a setting left out": (s) => {
        s.add("s3.AccountPublicAccessBlock", { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true });
        return undefined;
      },
      ...Object.fromEntries(
        (["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls"] as const).map((left): [string, Example] => [
          `${left} left out`,
          (s) => {
            const all = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
            s.addUntyped("s3.AccountPublicAccessBlock", Object.fromEntries(Object.entries(all).filter(([name]) => name !== left)));
            return undefined;
          },
        ]),
      ),
    },
    unknown: {
      "a setting known later": (s) => {
        s.add("s3.AccountPublicAccessBlock", {
          blockPublicAcls: s.later(),
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        });
        return undefined;
      },
    },
    notApplicable: {
      "the baseline is another stack's": (s) => {
        s.settings({ accountBaseline: false });
        return undefined;
      },
    },
  },
});
