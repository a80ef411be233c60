import { defineAnyResourceRule, fail, pass } from "../../rule";

/** Words in the names of properties by which safeguards are set: encryption, exposure, transport, logs, backups, identity. */
const safeguard =
  /encrypt|kms|sse|tls|ssl|certificate|protocol|public|polic|acl|ingress|cidr|log|trail|retention|backup|recovery|versioning|lock|protection|mfa|auth|password|rotation|metadataoptions/i;

// Advisory: what is ignored may be set right by hand; the finding says that the program no longer decides it.
export default defineAnyResourceRule({
  id: "safeguard-changes-not-ignored",
  title: "Pulumi puts back what somebody changes on a safeguard",
  threat: "Somebody weakens a safeguard by hand, and no deployment mends it.",
  remedy: "Take the property out of ignoreChanges, or name a narrower path.",
  cites: ["164.312(c)(1)", "164.308(a)(1)(ii)(B)"],
  severity: "medium",
  level: "advisory",
  speaksOf: (type) => type.startsWith("aws:"),
  check: (resource) => {
    const ignored = (resource.description.ignoreChanges ?? []).filter((path) => path === "*" || safeguard.test(path));
    return ignored.length === 0
      ? pass()
      : fail("changes to a safeguard are ignored", [
          { path: "ignoreChanges", found: ignored.slice(0, 5).join(", "), wanted: "no property that sets a safeguard" },
        ]);
  },
  equivalents: {},
  examples: {
    good: {
      "nothing ignored": (s) => s.add("s3.Bucket", {}),
      "a count ignored": (s) => s.add("ecs.Service", { desiredCount: 2 }, { ignoreChanges: ["desiredCount"] }),
    },
    bad: {
      "encryption ignored": (s) => s.add("s3.Bucket", {}, { ignoreChanges: ["serverSideEncryptionConfiguration"] }),
      "everything ignored": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium" }, { ignoreChanges: ["*"] }),
    },
    unknown: {},
    notApplicable: {
      "another package's resource": (s) => s.addByToken("random:index/randomId:RandomId", { byteLength: 8 }, { ignoreChanges: ["*"] }),
    },
  },
});
