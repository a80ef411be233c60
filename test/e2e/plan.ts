import { isAccountRule, judge, judgeAccount, Session } from "../../policies/evaluate";
import type { Examples } from "../../policies/examples";
import { identifiersOf, ResourceIndex } from "../../policies/graph/references";
import type { ResourceNode } from "../../policies/graph/resource";
import type { Rule } from "../../policies/rule";
import { defaultSettings, type Settings } from "../../policies/settings";
import type { Outcome } from "../../policies/verdict";
import { nodeOf } from "../examples/judge-example";
import { type RecordedExample, record } from "../examples/record";
import { rootUrn, urnOf, wireResources } from "../examples/wire";
import { type ExampleAddress, exampleAt, titleOf } from "./examples-program/address";
import { type CompanyNames, inCompany } from "./examples-program/in-company";

const groups = ["good", "bad", "unknown", "notApplicable"] as const satisfies readonly (keyof Examples)[];
type Group = (typeof groups)[number];

export interface PlannedExample {
  readonly rule: Rule;
  readonly address: ExampleAddress;
  readonly names: CompanyNames;
  readonly recorded: RecordedExample;
  /** The resource to judge, or the stack for rules on the account. */
  readonly subjectUrn: string;
  /** The outcome where it is alone in its stack. */
  readonly outcome: Outcome;
}

/** Examples that share a stack, and what the pack is configured with to judge them. */
export interface PlannedProgram {
  readonly group: Group;
  readonly settings: Partial<Settings>;
  readonly examples: readonly PlannedExample[];
}

/** Resources in one program; beyond some hundred, programs get no cheaper by being fewer. */
const mostResources = 1000;

/** Every example of these rules, under names of its own. */
export function planExamples(rules: readonly Rule[]): PlannedExample[] {
  const addresses = rules.flatMap((rule) =>
    groups.flatMap((group) =>
      Object.keys(rule.examples[group]).map((name): [Rule, ExampleAddress] => [rule, { rule: rule.id, group, name }]),
    ),
  );
  return addresses.map(([rule, address], index) => {
    const prefix = `x${index.toString(36)}`;
    const asWritten = planExample(rule, address, { prefix, awsNames: [], keepsNames: true });
    const awsNames = [...new Set(nodesOf(asWritten).flatMap(identifiersOf))];
    const attempts = [
      { prefix, awsNames, keepsNames: false },
      { prefix, awsNames: [], keepsNames: false },
    ];
    // A name that means something to the rule, "default.redshift-1.0" or one on its list, stays.
    return attempts.map((names) => planExample(rule, address, names)).find(({ outcome }) => outcome === asWritten.outcome) ?? asWritten;
  });
}

function planExample(rule: Rule, address: ExampleAddress, names: CompanyNames): PlannedExample {
  const recorded = record(inCompany(names, exampleAt([rule], address)));
  if (!recorded.subject && !isAccountRule(rule)) throw new Error(`${titleOf(address)} returns no resource to judge`);
  const placed = { rule, address, names, recorded, subjectUrn: recorded.subject ? urnOf(recorded.subject) : rootUrn };
  return { ...placed, outcome: outcomeIn(sessionOf(nodesOf(placed), settingsGiven(placed)), placed) };
}

type Placed = Omit<PlannedExample, "outcome">;

/** The pack's settings for an example: its own, and for a rule on the account those of a stack that owns the baseline. */
function settingsGiven({ rule, recorded }: Placed): Partial<Settings> {
  return { ...(isAccountRule(rule) && { accountBaseline: true }), ...recorded.settings };
}

/** A stack that is being filled: who is in it, and what it can therefore not take. */
class Company {
  readonly #nodes = new Map<PlannedExample, readonly ResourceNode[]>();
  readonly #names = new Set<string>();
  readonly #parameters = new Map<string, string>();
  readonly settings: Partial<Settings>;
  readonly group: Group;
  examples: PlannedExample[] = [];

  constructor(first: PlannedExample) {
    this.settings = settingsGiven(first);
    this.group = first.address.group;
    this.add(first);
  }

  /**
   * Whether an example may join: same group and settings, no name that is taken, no other parameters for its rule. A rule on the account judges
   * the stack as a whole, so one example of it is all that a stack can hold.
   */
  takes(example: PlannedExample): boolean {
    const resources = this.examples.reduce((sum, { recorded }) => sum + recorded.resources.length, 0);
    const parameters = this.#parameters.get(example.rule.id);
    return (
      example.address.group === this.group &&
      JSON.stringify(settingsGiven(example)) === JSON.stringify(this.settings) &&
      (parameters === undefined || parameters === JSON.stringify(example.recorded.parameters)) &&
      !(isAccountRule(example.rule) && this.examples.some(({ rule }) => rule === example.rule)) &&
      resources + example.recorded.resources.length <= mostResources &&
      !namesIn(nodesOf(example)).some((name) => this.#names.has(name))
    );
  }

  add(example: PlannedExample): void {
    const nodes = nodesOf(example);
    this.examples.push(example);
    this.#nodes.set(example, nodes);
    this.#parameters.set(example.rule.id, JSON.stringify(example.recorded.parameters));
    for (const name of namesIn(nodes)) this.#names.add(name);
  }

  /** Whether everybody's verdict stays what it is alone when this example joins. */
  bears(example: PlannedExample): boolean {
    return this.#disturbedAmong([...this.examples, example]).length === 0;
  }

  /** Takes out, and returns, those whose verdict is another one in this company than alone. */
  dismissDisturbed(): PlannedExample[] {
    const dismissed: PlannedExample[] = [];
    for (;;) {
      const disturbed = this.#disturbedAmong(this.examples);
      // Somebody stays, so that this comes to an end.
      const leaving = new Set(disturbed.length === this.examples.length ? disturbed.slice(1) : disturbed);
      if (leaving.size === 0) return dismissed;
      this.examples = this.examples.filter((example) => !leaving.has(example));
      dismissed.push(...leaving);
    }
  }

  #disturbedAmong(examples: readonly PlannedExample[]): PlannedExample[] {
    const session = sessionOf(
      examples.flatMap((example) => this.#nodes.get(example) ?? nodesOf(example)),
      this.settings,
    );
    return examples.filter((example) => outcomeIn(session, example) !== example.outcome);
  }
}

/**
 * Divides examples among as few stacks as each of them can be judged in as if it were alone. Examples that name the same AWS thing never meet.
 * Nor do those that the rest of a stack disturbs: where one holds a reference that is not known yet, it might be to any other's resource, and
 * a rule that looks for a resource anywhere finds another's. Which these are is asked of the rules themselves, in this process.
 */
export function planPrograms(examples: readonly PlannedExample[]): PlannedProgram[] {
  const companies: Company[] = [];
  for (const example of examples) join(example, companies, (company) => company.takes(example));
  const disturbed = companies.flatMap((company) => company.dismissDisturbed());
  const late: Company[] = [];
  for (const example of disturbed) join(example, late, (company) => company.takes(example) && company.bears(example));
  return [...companies, ...late];
}

function join(example: PlannedExample, companies: Company[], admits: (company: Company) => boolean): void {
  const company = companies.find(admits);
  if (company) company.add(example);
  else companies.push(new Company(example));
}

function nodesOf({ recorded }: Placed): readonly ResourceNode[] {
  return wireResources(recorded)
    .filter(({ urn }) => urn !== rootUrn)
    .map(nodeOf);
}

function namesIn(nodes: readonly ResourceNode[]): string[] {
  return nodes.flatMap((node) => [node.urn, ...identifiersOf(node).map((name) => `${node.kind} ${name}`)]);
}

function sessionOf(nodes: readonly ResourceNode[], settings: Partial<Settings>): Session {
  return new Session(new ResourceIndex(nodes), { ...defaultSettings, ...settings }, true);
}

function outcomeIn(session: Session, { rule, recorded, subjectUrn }: Placed): Outcome {
  if (isAccountRule(rule)) return judgeAccount(rule, session, recorded.parameters).verdict.outcome;
  const subject = session.index.byUrn(subjectUrn);
  if (!subject) throw new Error(`${subjectUrn} is not in its own stack`);
  return judge(rule, subject, session, recorded.parameters).verdict.outcome;
}
