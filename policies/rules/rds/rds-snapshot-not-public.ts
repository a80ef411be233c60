import { all, defineRule, list, pass, undetermined } from "../../rule";

const snapshot = { dbInstanceIdentifier: "patients", dbSnapshotIdentifier: "patients-2026" };

export default defineRule({
  id: "rds-snapshot-not-public",
  title: "RDS snapshots are not shared with everyone",
  threat: "Everyone with an AWS account restores the snapshot and reads a whole database of ePHI.",
  remedy: 'Remove "all" from sharedAccounts, and keep only accounts that may have the data.',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Snapshot", "rds.ClusterSnapshot", "rds.SnapshotCopy", "rds.ClusterSnapshotCopy"],
  parameters: {
    trustedAccounts: list({
      default: [],
      description:
        "Ids of the AWS accounts that snapshots may be shared with; while the list is empty only sharing with everyone is a finding.",
    }),
  },
  check(snapshot, _stack, { parameters: { trustedAccounts } }) {
    const shared = snapshot.list((p) => p.sharedAccounts);
    if (shared.state === "unknown") {
      return undetermined(`${shared.cell.path} is not known before deployment`, [shared.cell.evidence("known accounts")]);
    }
    return all(
      pass("", [shared.cell.evidence('no "all"')]),
      ...shared.cells.map((account) =>
        all(
          account.noneOf(["all"], "the snapshot is shared with everyone"),
          trustedAccounts.length === 0
            ? pass()
            : account.test(
                (id) => trustedAccounts.includes(id),
                "a trusted account",
                "the snapshot is shared with an account that is not listed as trusted",
              ),
        ),
      ),
    );
  },
  equivalents: { config: ["rds-snapshots-public-prohibited"], prowler: ["rds_snapshots_public_access"], checkov: ["CKV_AWS_302"] },
  examples: {
    good: {
      "not shared": (s) => s.add("rds.Snapshot", snapshot),
      "shared with one account": (s) => s.add("rds.Snapshot", { ...snapshot, sharedAccounts: ["111122223333"] }),
    },
    bad: {
      "shared with everyone": (s) => s.add("rds.Snapshot", { ...snapshot, sharedAccounts: ["all"] }),
      "copy shared with everyone": (s) =>
        s.add("rds.SnapshotCopy", {
          sourceDbSnapshotIdentifier: "patients-2026",
          targetDbSnapshotIdentifier: "open",
          sharedAccounts: ["all"],
        }),
      "shared with an account that the site does not trust": (s) => {
        s.parameters({ trustedAccounts: ["444455556666"] });
        return s.add("rds.Snapshot", { ...snapshot, sharedAccounts: ["111122223333"] });
      },
      "cluster's snapshot shared with everyone": (s) =>
        s.add("rds.ClusterSnapshot", {
          dbClusterIdentifier: "patients",
          dbClusterSnapshotIdentifier: "patients-2026",
          sharedAccounts: ["all"],
        }),
      "copy of a cluster's snapshot shared with everyone": (s) =>
        s.add("rds.ClusterSnapshotCopy", {
          sourceDbClusterSnapshotIdentifier: "patients-2026",
          targetDbClusterSnapshotIdentifier: "open",
          sharedAccounts: ["all"],
        }),
    },
    unknown: {
      "accounts known later": (s) => s.add("rds.Snapshot", { ...snapshot, sharedAccounts: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Snapshot", { ...snapshot, sharedAccounts: ["all"], tags: { DataClassification: "none" } }),
    },
  },
});
