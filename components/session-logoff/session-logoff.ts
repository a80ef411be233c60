import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { logGroup } from "../foundation/log-group";
import { physicalName } from "../foundation/physical-name";
import { type KeyReference, keyArgument, type LogDestination, logsArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { validated } from "../foundation/validation";

/**
 * The document that holds an account's preferences in a Region. Session Manager knows it by this name.
 * Source: AWS Systems Manager User Guide, "Create a Session Manager preferences document (command line)".
 */
const preferencesDocument = "SSM-SessionManagerRunShell";

export interface SessionLogoffArgs extends CommonArgs {
  /** Minutes after which a session that nobody types in ends: 1 to 15, default 15. Serves 45 CFR 164.312(a)(2)(iii). */
  idleMinutes?: number;
  /** Minutes after which a session ends however busy it is: 1 to 1440, default 60. Serves 45 CFR 164.312(a)(2)(iii). */
  maximumMinutes?: number;
  /**
   * The operating system's user that sessions run as where the caller's role has no tag SSMSessionRunAs. Default: none, so a caller without the tag gets
   * no session, and every session has a person's name. Serves 45 CFR 164.312(a)(2)(i).
   */
  runAsUser?: string;
  /**
   * The KMS key of sessions and of their logs; the roles of callers and of machines need kms:Decrypt on it. Default: one is created, 1 USD a month.
   * A key that is brought must let CloudWatch Logs use it. Serves 45 CFR 164.312(a)(2)(iv), (e)(2)(ii).
   */
  key?: KeyReference;
  /** A bucket that takes the logs too, one with a KMS key. Default: none; CloudWatch Logs has them. Serves 45 CFR 164.312(b). */
  logs?: LogDestination;
  /** Days that the logs of sessions are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.316(b)(2)(i). */
  logRetentionDays?: number;
}

const argumentTable: ArgumentTable<SessionLogoffArgs> = {
  ...commonArguments,
  idleMinutes: optional(wholeNumber({ minimum: 1, maximum: 15, unit: "minutes" })),
  maximumMinutes: optional(wholeNumber({ minimum: 1, maximum: 1440, unit: "minutes" })),
  runAsUser: optional(
    text({ maximum: 32, matching: /^(?!root$)[a-z_][a-z0-9_-]*$/, described: "a user of the operating system other than root" }),
  ),
  key: keyArgument,
  logs: logsArgument,
  logRetentionDays: logRetentionArgument,
};

/**
 * Session Manager's preferences of an account and Region: idle sessions end after 15 minutes, all after an hour, what is typed is encrypted and logged
 * for six years, and nobody is root. 45 CFR 164.312(a)(2)(iii), automatic logoff, with (a)(2)(i), (b) and (e)(1).
 * Once for each account and Region; where somebody has saved preferences in the console, import the document SSM-SessionManagerRunShell first.
 */
export class SessionLogoff extends pulumi.ComponentResource {
  /** The name of the preferences document. */
  readonly documentName: pulumi.Output<string>;
  /** The name of the log group of the sessions. */
  readonly logGroupName: pulumi.Output<string>;
  /** The ARN of the KMS key of sessions and logs. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: SessionLogoffArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("SessionLogoff"),
      name,
      validated("SessionLogoff", name, args, argumentTable, ({ idleMinutes = 15, maximumMinutes = 60 }, refuse) => {
        if (maximumMinutes < idleMinutes) refuse("maximumMinutes", `must not be less than idleMinutes, which is ${idleMinutes}`);
      }),
      componentOptions("SessionLogoff", opts),
    );
    const tags = tagsOf(args);
    const keyArn = resolveKey(this, name, args.key, {
      description: "Sessions on machines, and their logs",
      services: ["logs"],
      ...(args.tags && { tags: args.tags }),
      ...(args.classification && { classification: args.classification }),
    });
    const logs = logGroup(this, name, {
      path: `/aws/ssm/${physicalName(name, 200)}`,
      keyArn,
      tags,
      ...(args.logRetentionDays !== undefined && { retentionInDays: args.logRetentionDays }),
    });
    const document = new aws.ssm.Document(
      name,
      {
        name: preferencesDocument,
        documentType: "Session",
        documentFormat: "JSON",
        content: pulumi.jsonStringify({
          schemaVersion: "1.0",
          description: "Session Manager preferences",
          sessionType: "Standard_Stream",
          inputs: {
            kmsKeyId: keyArn,
            cloudWatchLogGroupName: logs.name,
            cloudWatchEncryptionEnabled: true,
            cloudWatchStreamingEnabled: true,
            s3BucketName: args.logs?.bucket ?? "",
            s3KeyPrefix: args.logs === undefined ? "" : `sessions/${name}`,
            s3EncryptionEnabled: true,
            // Both numbers are text in the schema of the document.
            idleSessionTimeout: String(args.idleMinutes ?? 15),
            maxSessionDuration: String(args.maximumMinutes ?? 60),
            runAsEnabled: true,
            runAsDefaultUser: args.runAsUser ?? "",
          },
        }),
        tags,
      },
      { parent: this },
    );
    this.documentName = document.name;
    this.logGroupName = logs.name;
    this.keyArn = keyArn;
    this.registerOutputs({ documentName: this.documentName, logGroupName: this.logGroupName, keyArn: this.keyArn });
  }
}
