import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import { splitFamily } from "../../aws/rds-engines";
import { any, defineRule, fail, integer, notApplicable, undetermined } from "../../rule";

const because = "idle sessions are not ended";

export default defineRule({
  id: "rds-idle-session-timeout",
  title: "RDS databases end idle sessions",
  threat: "A session that somebody left open is used to read ePHI by whoever comes next.",
  remedy:
    "PostgreSQL: set idle_session_timeout or idle_in_transaction_session_timeout (milliseconds) above 0. MySQL and MariaDB: set interactive_timeout or wait_timeout (seconds).",
  cites: ["164.312(a)(2)(iii)"],
  severity: "low",
  // Advisory: people rarely have sessions of the database itself, and pools of programs need theirs.
  level: "advisory",
  applies: "ephi",
  on: ["rds.ParameterGroup", "rds.ClusterParameterGroup"],
  parameters: {
    maximumMinutes: integer({ default: 480, minimum: 1, maximum: 480, description: "Minutes after which an idle session is ended." }),
  },
  check(group, _stack, { parameters: { maximumMinutes } }) {
    const family = group.at((p) => p.family);
    const parameters = group.list<NamedParameter>((p) => p.parameters);
    if (family.value === undefined)
      return undetermined(`${family.path} is not known before deployment`, [family.evidence("a known family")]);
    const { engine } = splitFamily(family.value);
    const within = (name: string, unitsAMinute: number) =>
      judgeParameter(
        parameters,
        name,
        (value) =>
          value.test(
            (text) => Number(text) > 0 && Number(text) <= maximumMinutes * unitsAMinute,
            `1 to ${maximumMinutes * unitsAMinute}`,
            because,
          ),
        () => fail(because, [parameters.cell.evidence(name)]),
      );
    if (engine.endsWith("postgres") || engine === "aurora-postgresql") {
      return any(within("idle_session_timeout", 60_000), within("idle_in_transaction_session_timeout", 60_000));
    }
    // The default of both is eight hours: MySQL Reference Manual, "Server System Variables".
    if (/mysql|mariadb/.test(engine)) return any(within("interactive_timeout", 60), within("wait_timeout", 60));
    return notApplicable("the engine has no parameter for it");
  },
  equivalents: {},
  examples: {
    good: {
      "PostgreSQL, fifteen minutes": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "idle_session_timeout", value: "900000" }] }),
      "MySQL, fifteen minutes": (s) =>
        s.add("rds.ParameterGroup", { family: "mysql8.0", parameters: [{ name: "interactive_timeout", value: "900" }] }),
    },
    bad: {
      "PostgreSQL, never": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "idle_session_timeout", value: "0" }] }),
      "MySQL with nothing set": (s) => s.add("rds.ParameterGroup", { family: "mysql8.0" }),
    },
    unknown: {
      "time known later": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "idle_session_timeout", value: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.ParameterGroup", { family: "postgres16", tags: { DataClassification: "none" } }),
      "an engine without such a parameter": (s) => s.add("rds.ParameterGroup", { family: "oracle-ee-19" }),
    },
  },
});
