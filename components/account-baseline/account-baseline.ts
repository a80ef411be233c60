import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, listOf, oneOf, optional } from "../foundation/checks";
import { Classification, tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { locationOf } from "../foundation/location";
import { type KeyReference, keyArgument, type LogDestination, logsArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { validated } from "../foundation/validation";
import { LogBucket } from "../log-bucket/log-bucket";
import { recordConfiguration } from "./configuration-record";
import { closeDefaults } from "./defaults";
import { detectThreats } from "./threat-detection";

/** What Inspector looks through for known flaws. Source: Amazon Inspector User Guide, "Automated scan types". */
const scanned = ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"];

export interface AccountBaselineArgs extends CommonArgs {
  /** What the records of the account are. Default: "internal", since they tell how it is set up, and hold no ePHI. */
  classification?: Classification;
  /**
   * The key by which EBS encrypts volumes that name none. Default: one is created, 1 USD a month. Where EC2 Auto Scaling launches machines, bring a key that names
   * its service-linked role, for no IAM policy lets that role use a key: an EncryptionKey with `through: ["ec2"]` and in `users` the account's root and
   * `role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`, which must exist. Serves 45 CFR 164.312(a)(2)(iv).
   */
  key?: KeyReference;
  /** The bucket that takes the records of AWS Config, which must let it write. Default: a LogBucket is created. Serves 45 CFR 164.316(b)(2)(i). */
  logs?: LogDestination;
  /**
   * What Inspector scans: "EC2", "ECR", "LAMBDA", and with it "LAMBDA_CODE". Default: the first three. It costs by what is scanned. Serves 45 CFR 164.308(a)(1)(ii)(A),
   * 164.308(a)(5)(ii)(B).
   */
  scans?: string[];
  /**
   * What the Internet is refused in all VPCs of the Region, whatever routes and addresses they have: "block-ingress" or "block-bidirectional". Default: nothing,
   * since it stops load balancers that serve the Internet; exclude their subnets. Serves 45 CFR 164.312(a)(1), (e)(1).
   */
  internet?: string;
}

const argumentTable: ArgumentTable<AccountBaselineArgs> = {
  ...commonArguments,
  key: keyArgument,
  logs: logsArgument,
  scans: optional(listOf(oneOf(scanned), { minimum: 1, described: "a list of what Inspector scans" })),
  internet: optional(oneOf(["block-ingress", "block-bidirectional"])),
};

/**
 * What an account and Region must have before anything of worth is in it: AWS Config with records of seven years and a conformance pack, GuardDuty,
 * Security Hub, Access Analyzer, Inspector, encryption of volumes by default, and no public buckets, snapshots, images or serial consoles, whatever
 * anybody clicks. 45 CFR 164.308(a)(1)(ii)(A) and (B), 164.312(a)(1), (a)(2)(iv), (b). Once for each account and Region. Costs grow with the account:
 * GuardDuty, Config, Security Hub and Inspector have a free trial that shows them.
 */
export class AccountBaseline extends pulumi.ComponentResource {
  /** The name of the bucket that takes the records of AWS Config. */
  readonly recordBucket: pulumi.Output<string>;
  /** The id of the GuardDuty detector. */
  readonly detectorId: pulumi.Output<string>;
  /** The ARN of Access Analyzer's analyzer. */
  readonly analyzerArn: pulumi.Output<string>;
  /** The ARN of the key by which EBS encrypts. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: AccountBaselineArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("AccountBaseline"),
      name,
      validated(
        "AccountBaseline",
        name,
        args,
        argumentTable,
        ({ scans = [] }, refuse) => {
          if (scans.includes("LAMBDA_CODE") && !scans.includes("LAMBDA")) {
            refuse(
              "scans",
              'must have "LAMBDA" where it has "LAMBDA_CODE": Inspector looks at code only where it looks at what the code depends on',
            );
          }
        },
        Classification.Internal,
      ),
      componentOptions("AccountBaseline", opts),
    );
    const location = locationOf(this);
    const classification = args.classification ?? Classification.Internal;
    const common = { classification, ...(args.tags && { tags: args.tags }) };
    const tags = tagsOf(args, classification);
    const keyArn = resolveKey(this, name, args.key, {
      description: "EBS volumes that name no key",
      through: ["ec2"],
      ...(args.tags && { tags: args.tags }),
    });
    const logs: LogDestination = args.logs ?? new LogBucket(name, { writers: ["config"], ...common }, { parent: this });
    recordConfiguration(this, name, {
      location,
      tags,
      bucket: pulumi.output(logs.bucket),
      awaits: logs instanceof LogBucket ? [logs] : [],
    });
    const threats = detectThreats(this, name, { location, tags, scans: args.scans ?? ["EC2", "ECR", "LAMBDA"] });
    closeDefaults(this, name, keyArn, args.internet);
    this.recordBucket = pulumi.output(logs.bucket);
    this.detectorId = threats.detectorId;
    this.analyzerArn = threats.analyzerArn;
    this.keyArn = keyArn;
    this.registerOutputs({
      recordBucket: this.recordBucket,
      detectorId: this.detectorId,
      analyzerArn: this.analyzerArn,
      keyArn: this.keyArn,
    });
  }
}
