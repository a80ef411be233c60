import { parseArn } from "../../aws/arn";
import type { Cell } from "../../cell";
import { defineRule, list, notApplicable } from "../../rule";

const because = "the permissions are not bounded";
const wanted = "a policy of the parameter boundaries";
const role = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** `arn:aws:iam::111122223333:policy/limits/clinic` -> "clinic" */
function policyName(text: string): string {
  const resource = parseArn(text)?.resource ?? text;
  return resource.slice(resource.lastIndexOf("/") + 1);
}

export default defineRule({
  id: "iam-permissions-boundary",
  title: "Roles and users have one of the site's permissions boundaries",
  threat: "A permission that is given by mistake reaches further than the site ever meant.",
  remedy: "Set permissionsBoundary to the ARN of a policy that the parameter boundaries names.",
  cites: ["164.312(a)(1)", "164.308(a)(4)(ii)(C)"],
  severity: "low",
  // A site's own choice: the rule speaks only where the parameter names boundaries.
  level: "advisory",
  applies: "always",
  on: ["iam.Role", "iam.User"],
  parameters: {
    boundaries: list({ default: [], description: "Names of the policies of which each role and user must have one as its boundary." }),
  },
  check: (identity, stack, { parameters }) => {
    const names = parameters.boundaries;
    if (names.length === 0) return notApplicable("the site names no boundaries");
    const boundary = identity.at((p) => p.permissionsBoundary);
    const judge = (cell: Cell<string>) => cell.test((text) => names.includes(policyName(text)), wanted, because);
    if (boundary.state !== "unknown") return judge(boundary);
    return stack.target(identity, boundary, "iam.Policy").decide({
      resource: (policy) => judge(policy.at((p) => p.name)),
      absent: () => judge(boundary),
    });
  },
  equivalents: {},
  examples: {
    good: {
      "by its ARN": (s) => {
        s.parameters({ boundaries: ["clinic"] });
        return s.add("iam.Role", { assumeRolePolicy: role, permissionsBoundary: "arn:aws:iam::111122223333:policy/limits/clinic" });
      },
      "a policy of the stack": (s) => {
        s.parameters({ boundaries: ["clinic", "research"] });
        const policy = s.add("iam.Policy", { name: "clinic", policy: "{}" });
        return s.add("iam.User", { permissionsBoundary: policy.out("arn") });
      },
    },
    bad: {
      none: (s) => {
        s.parameters({ boundaries: ["clinic"] });
        return s.add("iam.Role", { assumeRolePolicy: role });
      },
      "another policy": (s) => {
        s.parameters({ boundaries: ["clinic"] });
        return s.add("iam.Role", { assumeRolePolicy: role, permissionsBoundary: "arn:aws:iam::111122223333:policy/other" });
      },
    },
    unknown: {
      "boundary known later": (s) => {
        s.parameters({ boundaries: ["clinic"] });
        return s.add("iam.Role", { assumeRolePolicy: role, permissionsBoundary: s.later() });
      },
    },
    notApplicable: {
      "the site names none": (s) => s.add("iam.Role", { assumeRolePolicy: role }),
    },
  },
});
