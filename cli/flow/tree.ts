import type { Run } from "../../policies/evidence/run";
import { visible } from "../report/visible";
import { counted } from "../report/words";
import { type FlowNode, flowGraph, type Standing } from "./flow-graph";

/** A terminal's worth of lines, many times over; a longer tree is for programs, which read the flows themselves. */
const mostLines = 2_000;
const mostStill = 50;

const remarks: Readonly<Record<Standing, string>> = {
  source: ", classified as ePHI",
  assumed: ", not classified: counts as ePHI",
  reached: "",
  refused: " !! classified as holding no ePHI",
};

function titleOf({ name, kind, standing }: FlowNode): string {
  return `${name} (${kind})${remarks[standing]}`;
}

interface Branch {
  readonly node: FlowNode;
  readonly carries: string;
}

/** The ways that ePHI takes, as a tree of text: each source, and under it what it flows to. A resource is unfolded where it comes first. */
export function flowTree(run: Pick<Run, "resources" | "flows">): string {
  const { nodes, flows, still } = flowGraph(run);
  const byUrn = new Map(nodes.map((node) => [node.urn, node]));
  const branches = new Map<string, Branch[]>();
  const reached = new Set<string>();
  for (const { from, to, carries } of flows) {
    const node = byUrn.get(to);
    if (!node) continue;
    reached.add(to);
    const list = branches.get(from) ?? [];
    if (!list.some((branch) => branch.node.urn === to)) list.push({ node, carries: visible(carries) });
    branches.set(from, list);
  }
  const roots = nodes.filter(({ urn, standing }) => !reached.has(urn) || standing === "source");
  const lines: string[] = [];
  const unfolded = new Set<string>();
  let left = 0;
  const write = (line: string): void => {
    if (lines.length < mostLines) lines.push(line);
    else left++;
  };
  /** Deep chains are as long as a stack: walked with a list of what is still to write, not by recursion. */
  const unfold = (root: FlowNode): void => {
    const rest: { readonly branch: Branch; readonly indent: string; readonly isLast: boolean; readonly isRoot: boolean }[] = [
      { branch: { node: root, carries: "" }, indent: "", isLast: true, isRoot: true },
    ];
    for (let next = rest.pop(); next; next = rest.pop()) {
      const { branch, indent, isLast, isRoot } = next;
      const { urn } = branch.node;
      const seen = unfolded.has(urn);
      unfolded.add(urn);
      const children = branches.get(urn) ?? [];
      const above = seen && children.length > 0 ? " (unfolded above)" : "";
      write(isRoot ? titleOf(branch.node) : `${indent}${isLast ? "`-" : "|-"} ${branch.carries} -> ${titleOf(branch.node)}${above}`);
      if (seen) continue;
      const deeper = isRoot ? "" : `${indent}${isLast ? "   " : "|  "}`;
      for (const [index, child] of [...children.entries()].reverse()) {
        rest.push({ branch: child, indent: deeper, isLast: index === children.length - 1, isRoot: false });
      }
    }
  };
  for (const root of roots) if (!unfolded.has(root.urn)) unfold(root);
  // What flows in a circle has no beginning.
  for (const node of nodes) if (!unfolded.has(node.urn)) unfold(node);

  const refused = nodes.filter(({ standing }) => standing === "refused").length;
  return [
    `ePHI: ${counted(nodes.length, "resource")} on its ways, ${counted(flows.length, "step")}${refused > 0 ? `, ${refused} classified as holding none` : ""}.`,
    ...(lines.length > 0 ? ["", ...lines] : []),
    ...(left > 0 ? [`... and ${counted(left, "line")} more; --json prints all steps.`] : []),
    ...stillLines(still),
    "",
  ].join("\n");
}

function stillLines(still: readonly FlowNode[]): readonly string[] {
  if (still.length === 0) return [];
  const more = still.length - mostStill;
  return [
    "",
    `${counted(still.length, "store")} with ePHI from which nothing is seen to flow:`,
    ...still.slice(0, mostStill).map((node) => `   ${titleOf(node)}`),
    ...(more > 0 ? [`   ... and ${more} more`] : []),
  ];
}
