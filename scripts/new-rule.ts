/**
 * `npm run new:rule`: writes the first file of a rule, with an example of each kind, and puts it into the index.
 * Asks for what is not given: npm run new:rule -- s3-versioning --service s3 --kind s3.Bucket --cites "164.312(c)(1)"
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { paragraphs } from "../policies/hipaa/paragraphs";

const root = join(__dirname, "..");

interface Answers {
  readonly id: string;
  readonly service: string;
  readonly kind: string;
  readonly cites: string;
}

/** What is wrong with the answers; undefined where nothing is. */
function problem({ id, service, kind, cites }: Answers): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id))
    return `"${id}" is no rule id: lower-case words joined by hyphens, an assertion that is true when compliant`;
  if (!/^[a-z][a-z0-9-]*$/.test(service)) return `"${service}" is no service: the name of a folder under policies/rules`;
  if (!/^[a-z][a-z0-9]*\.[A-Z]\w*$/.test(kind)) return `"${kind}" is no kind: module.Class of @pulumi/aws, as s3.Bucket`;
  if (!Object.hasOwn(paragraphs, cites)) return `"${cites}" is no paragraph of policies/hipaa/paragraphs.ts`;
  return undefined;
}

function file({ id, kind, cites }: Answers): string {
  return `import { defineRule } from "../../rule";

export default defineRule({
  id: "${id}",
  title: "What holds where a resource complies",
  threat: "What may happen to ePHI otherwise.",
  remedy: "Which property to set, and to what.",
  cites: ["${cites}"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["${kind}"],
  check: (resource) => resource.at((p) => p.tags).isSet("it has no tags", "tags"),
  equivalents: {},
  examples: {
    good: {
      "as it should be": (s) => s.add("${kind}", { tags: { Name: "example" } }),
      "another way to comply": (s) => s.add("${kind}", { tags: { Name: "another" } }),
    },
    bad: {
      "nothing set": (s) => s.add("${kind}", {}),
      "near miss": (s) => s.add("${kind}", {}),
    },
    unknown: {
      "known later": (s) => s.add("${kind}", { tags: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("${kind}", { tags: { DataClassification: "none" } }),
    },
  },
});
`;
}

async function ask(): Promise<Answers> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { service: { type: "string" }, kind: { type: "string" }, cites: { type: "string" } },
  });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = async (given: string | undefined, question: string): Promise<string> =>
    given ?? (await terminal.question(`${question}: `)).trim();
  try {
    const id = await answer(positionals[0], "Rule id, <service>-<thing>-<state>");
    const service = await answer(values.service, "Service, the folder under policies/rules");
    const kind = await answer(values.kind, "Kind, module.Class of @pulumi/aws");
    const cites = await answer(values.cites, "Paragraph, as 164.312(a)(2)(iv)");
    return { id, service, kind, cites };
  } finally {
    terminal.close();
  }
}

async function main(): Promise<number> {
  const answers = await ask();
  const path = join(root, "policies/rules", answers.service, `${answers.id}.ts`);
  const wrong = problem(answers) ?? (existsSync(path) ? `${path} is there already` : undefined);
  if (wrong !== undefined) {
    process.stderr.write(`${wrong}\n`);
    return 1;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file(answers));
  execFileSync("npm", ["run", "--silent", "gen"], { cwd: root, stdio: "inherit" });
  process.stdout.write(`Wrote ${path}\nNow: write the check and its examples, and run RULES=${answers.id} npx jest test/rules\n`);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
