import { AccountBaseline, EncryptionKey, LogBucket } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const accountBaseline: ComponentCase = {
  component: "AccountBaseline",
  minimal: {
    make: () => {
      new AccountBaseline("baseline");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("volumes", { through: ["ec2"] });
      const logs = new LogBucket("records", { writers: ["config"], key: new EncryptionKey("records", { services: ["config"] }) });
      new AccountBaseline("baseline", {
        key,
        logs,
        scans: ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"],
        internet: "block-bidirectional",
        classification: "internal",
        tags: { Team: "security" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "something that Inspector does not scan": {
      make: () => new AccountBaseline("baseline", { scans: ["S3"] }),
      says: 'scans[0] must be one of "EC2"',
    },
    "code whose dependencies Inspector does not scan": {
      make: () => new AccountBaseline("baseline", { scans: ["EC2", "LAMBDA_CODE"] }),
      says: 'scans must have "LAMBDA" where it has "LAMBDA_CODE"',
    },
    "a safeguard switched off": {
      make: () => new AccountBaseline("baseline", untyped({ guardDuty: false })),
      says: "guardDuty is not an argument",
    },
  },
};
export default accountBaseline;
