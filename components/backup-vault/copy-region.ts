/**
 * Where backups are copied where nobody says: another Region of the same country, that every account has and that is far away. Regions that have none, or
 * only one that an account must opt in to, are left out: whether ePHI may leave a country is not ours to decide.
 * Source: AWS Account Management Reference Guide, "AWS Regions"; AWS GovCloud (US) User Guide; Amazon Web Services in China.
 */
const pairs: Readonly<Record<string, string>> = {
  "us-east-1": "us-west-2",
  "us-east-2": "us-west-2",
  "us-west-1": "us-east-2",
  "us-west-2": "us-east-2",
  "us-gov-east-1": "us-gov-west-1",
  "us-gov-west-1": "us-gov-east-1",
  "cn-north-1": "cn-northwest-1",
  "cn-northwest-1": "cn-north-1",
  "ap-northeast-1": "ap-northeast-3",
  "ap-northeast-3": "ap-northeast-1",
};

/** The Region that takes copies of another one's backups; undefined where somebody has to say. */
export function copyRegionOf(region: string): string | undefined {
  return pairs[region];
}
