import { all, any, defineRule, fail, undetermined } from "../../rule";

const namespace = { namespaceName: "claims" };
const everyLog = ["userlog", "connectionlog", "useractivitylog"];

export default defineRule({
  id: "redshift-serverless-logs",
  title: "Redshift Serverless exports its logs",
  threat: "Nobody can tell who logged in to the warehouse and which records of ePHI they read.",
  remedy: "List userlog, connectionlog and useractivitylog in logExports.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["redshiftserverless.Namespace"],
  check(namespace) {
    const exports = namespace.list((p) => p.logExports);
    if (exports.state === "unknown") {
      return undetermined(`${exports.cell.path} is not known before deployment`, [exports.cell.evidence("the three logs")]);
    }
    return all(
      ...everyLog.map((log) => {
        const because = `the log "${log}" is not exported`;
        return any(fail(because, [exports.cell.evidence(log)]), ...exports.cells.map((type) => type.equals(log, because)));
      }),
    );
  },
  fix: () => ({ logExports: everyLog }),
  equivalents: {},
  examples: {
    good: {
      "all three": (s) =>
        s.add("redshiftserverless.Namespace", { ...namespace, logExports: ["userlog", "connectionlog", "useractivitylog"] }),
      "in another order": (s) =>
        s.add("redshiftserverless.Namespace", { ...namespace, logExports: ["useractivitylog", "userlog", "connectionlog"] }),
    },
    bad: {
      "statements left out": (s) => s.add("redshiftserverless.Namespace", { ...namespace, logExports: ["userlog", "connectionlog"] }),
      "nothing set": (s) => s.add("redshiftserverless.Namespace", namespace),
    },
    unknown: {
      "list known later": (s) => s.add("redshiftserverless.Namespace", { ...namespace, logExports: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshiftserverless.Namespace", { ...namespace, tags: { DataClassification: "none" } }),
    },
  },
});
