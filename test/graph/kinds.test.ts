import * as aws from "@pulumi/aws";
import { aliases, classOfToken, kindOfToken, tokenOfClass, tokensOfKind } from "../../policies/aws/kinds";

/** Every resource class of the installed @pulumi/aws, by the name that rules use. */
function classes(): [string, string][] {
  const modules = Object.entries(aws as unknown as Record<string, Record<string, { __pulumiType?: unknown }>>);
  return modules.flatMap(([module, members]) =>
    typeof members !== "object"
      ? []
      : Object.entries(members).flatMap(([name, member]): [string, string][] => {
          // A class derived from another one of the package, as lambda.CallbackFunction is, has no token of its own.
          const own = typeof member === "function" && Object.hasOwn(member, "__pulumiType");
          const token = own ? (member as { __pulumiType?: unknown }).__pulumiType : undefined;
          return typeof token === "string" ? [[`${module}.${name}`, token]] : [];
        }),
  );
}

test("every class of the installed @pulumi/aws has the token that is formed from its name", () => {
  const found = classes();
  expect(found.length).toBeGreaterThan(1_500);
  expect(found.filter(([name, token]) => tokenOfClass(name) !== token || classOfToken(token) !== name)).toEqual([]);
});

test("every alias leads to a class that exists, and is not an alias itself", () => {
  const names = new Set(classes().map(([name]) => name));
  expect([...aliases.values()].filter((kind) => !names.has(kind) || aliases.has(kind))).toEqual([]);
});

test("each class of the installed @pulumi/aws whose name ends in V2, or that says it is the same as another one, is an alias", () => {
  const names = classes().map(([name]) => name);
  const legacy = names.filter((name) => /^s3\..*(V2|v2)$/.test(name) || name.startsWith("alb."));
  expect(legacy.filter((name) => !aliases.has(name))).toEqual([]);
});

test("tokens of a kind", () => {
  expect(tokensOfKind("lb.Listener")).toContain("aws:alb/listener:Listener");
  expect(tokensOfKind("s3.Bucket")).toEqual(["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"]);
  expect(classOfToken("my:aws:s3/bucket:Bucket")).toBeUndefined();
  expect(classOfToken("aws:s3/bucket:Bucket::")).toBeUndefined();
  expect(kindOfToken("aws:s3/bucketV2:BucketV2")).toBe("s3.Bucket");
  expect(kindOfToken("kubernetes:core/v1:Secret")).toBeUndefined();
  expect(kindOfToken("aws:cdk")).toBeUndefined();
});
