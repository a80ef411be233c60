// What an account has before anything of worth is in it. Deploy it once for each account and Region; its configuration says that it owns the baseline.
import { AccountBaseline, AuditTrail, BackupVault, BreakGlass, SessionLogoff } from "@phiguard/components";
import * as pulumi from "@pulumi/pulumi";

const settings = new pulumi.Config();
const notify = settings.requireObject<string[]>("notify");

export const account = new AccountBaseline("account", { internet: "block-ingress" });
export const audit = new AuditTrail("audit", { notify, nightHours: { from: 2, to: 5 } });
export const emergency = new BreakGlass("break-glass", {
  notify,
  policyArns: settings.requireObject<string[]>("emergencyPolicies"),
});
export const sessions = new SessionLogoff("sessions");
export const backups = new BackupVault("backups");
