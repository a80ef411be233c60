import { services } from "./services";
import { storage } from "./storage";
import type { Translation } from "./translation";

const translations: ReadonlyMap<string, Translation> = new Map(Object.entries({ ...storage, ...services }));

/** `AWS::S3::BucketPolicy`, `aws-native:s3:BucketPolicy` and `awscc:index/s3BucketPolicy:S3BucketPolicy` all become `s3bucketpolicy`. */
function folded(typeName: string): string {
  return typeName
    .replace(/^AWS::|^aws-native:|^awscc:[^:]*:/i, "")
    .replace(/[^a-z0-9]/gi, "")
    .toLowerCase();
}

const byFoldedName: ReadonlyMap<string, string> = new Map([...translations.keys()].map((name) => [folded(name), name]));

/** The CloudFormation types that can be judged as their twins of the classic provider. */
export const translatedTypes: readonly string[] = [...translations.keys()];

export function translationOf(cloudFormationType: string): Translation | undefined {
  return translations.get(cloudFormationType);
}

/** Whether a type token is one of the packages whose resources are CloudFormation's types: aws-native, awscc. */
export function isCloudFormationToken(token: string): boolean {
  return /^(aws-native|awscc):/.test(token);
}

/** The CloudFormation type behind a type token of aws-native or awscc; undefined for tokens of other packages and for types that are not translated. */
export function cloudFormationTypeOf(token: string): string | undefined {
  return isCloudFormationToken(token) ? byFoldedName.get(folded(token)) : undefined;
}
