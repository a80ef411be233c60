import type { Run, RunFlow } from "../../policies/evidence/run";
import { visible } from "../report/visible";
import { counted } from "../report/words";
import { type FlowNode, flowGraph, type Standing } from "./flow-graph";

/** More than these no person reads in one picture, and the layout's time grows faster than they do. */
const mostNodes = 120;
const mostFlows = 240;
const mostStill = 24;
const longestName = 30;

const nodeHeight = 46;
const noteHeight = 26;
const margin = 16;
const legendHeight = 40;
/** Widths are estimated, since nothing measures text here: a little over the widest common sans serif at these sizes. */
const nameWidth = 8.3;
const kindWidth = 6.2;

const legend: readonly (readonly [Standing, string])[] = [
  ["source", "classified as ePHI"],
  ["assumed", "not classified: counts as ePHI"],
  ["reached", "ePHI reaches it"],
  ["refused", "classified as none, and ePHI reaches it"],
];

/** Each standing has its own line, so that the picture does not speak by colour alone. */
const style = [
  ".phiguard-flow{--ground:#fff;--text:#1b1f24;--soft:#57606a;--line:#57606a;--source:#ffe3e3;--source-line:#a40e26;--assumed:#fff3d6;--assumed-line:#7d4e00;--reached:#e4effb;--reached-line:#0550ae;--refused:#fff;--refused-line:#a40e26}",
  "@media (prefers-color-scheme:dark){.phiguard-flow{--ground:#0d1117;--text:#e6edf3;--soft:#a4adb8;--line:#a4adb8;--source:#4a1219;--source-line:#ff8b8b;--assumed:#3d2e05;--assumed-line:#e9bf5b;--reached:#0c2a4d;--reached-line:#79b8ff;--refused:#0d1117;--refused-line:#ff8b8b}}",
  ".phiguard-flow .ground{fill:var(--ground)}",
  ".phiguard-flow text{font:600 13px system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;fill:var(--text)}",
  ".phiguard-flow text.kind{font-weight:400;font-size:11px}",
  ".phiguard-flow text.carries,.phiguard-flow text.note{font-weight:400;font-size:11px;fill:var(--soft)}",
  ".phiguard-flow .halo{fill:var(--ground);opacity:.85}",
  ".phiguard-flow path.way{fill:none;stroke:var(--line);stroke-width:1.4}",
  ".phiguard-flow .head{fill:var(--line)}",
  ".phiguard-flow rect.source{fill:var(--source);stroke:var(--source-line);stroke-width:2}",
  ".phiguard-flow rect.assumed{fill:var(--assumed);stroke:var(--assumed-line);stroke-width:1.4;stroke-dasharray:2 3}",
  ".phiguard-flow rect.reached{fill:var(--reached);stroke:var(--reached-line);stroke-width:1.4}",
  ".phiguard-flow rect.refused{fill:var(--refused);stroke:var(--refused-line);stroke-width:3;stroke-dasharray:8 4}",
].join("");

/** A text for XML: what has a meaning there is escaped, and what XML cannot hold is shown by its code. */
function escaped(text: string): string {
  return visible(text)
    .replace(/[\n\t]/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > longestName ? `${characters.slice(0, longestName - 1).join("")}…` : text;
}

function widthOf({ name, kind }: FlowNode): number {
  return Math.ceil(Math.max([...shortened(name)].length * nameWidth, [...shortened(kind)].length * kindWidth)) + 24;
}

function number(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}

function box(node: FlowNode, x: number, y: number): string {
  const width = widthOf(node);
  const [left, top] = [x - width / 2, y - nodeHeight / 2];
  return [
    `<g><title>${escaped(`${node.name} (${node.kind})`)}</title>`,
    `<rect class="${node.standing}" x="${number(left)}" y="${number(top)}" width="${width}" height="${nodeHeight}" rx="7"/>`,
    `<text x="${number(x)}" y="${number(y - 3)}" text-anchor="middle">${escaped(shortened(node.name))}</text>`,
    `<text class="kind" x="${number(x)}" y="${number(y + 14)}" text-anchor="middle">${escaped(shortened(node.kind))}</text></g>`,
  ].join("");
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function way(points: readonly Point[], label: Point | undefined, flow: RunFlow, more: number): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const line = `M${number(first.x)} ${number(first.y)}${rest.map(({ x, y }) => `L${number(x)} ${number(y)}`).join("")}`;
  const text = shortened(flow.carries) + (more > 0 ? ` +${more}` : "");
  const width = [...text].length * kindWidth + 6;
  return [
    `<g><title>${escaped(`${flow.carries}, by ${flow.via}`)}</title><path class="way" d="${line}" marker-end="url(#phiguard-flow-head)"/>`,
    label
      ? `<rect class="halo" x="${number(label.x - width / 2)}" y="${number(label.y - 8)}" width="${number(width)}" height="16"/><text class="carries" x="${number(label.x)}" y="${number(label.y + 4)}" text-anchor="middle">${escaped(text)}</text>`
      : "",
    "</g>",
  ].join("");
}

interface Drawing {
  readonly parts: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** The ways, laid out from left to right. */
function drawWays(nodes: readonly FlowNode[], flows: readonly RunFlow[]): Drawing {
  // Its types are those of its module for `import` only, though it has one for `require` too; it is loaded where a picture is drawn.
  const { graphlib, layout }: typeof import("@dagrejs/dagre", { with: { "resolution-mode": "import" }}) = require("@dagrejs/dagre");
  const graph = new graphlib.Graph({ directed: true });
  graph.setGraph({ rankdir: "LR", nodesep: 18, ranksep: 46, edgesep: 12, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.urn, { width: widthOf(node), height: nodeHeight });
  const several = new Map<string, RunFlow[]>();
  for (const flow of flows) {
    const key = JSON.stringify([flow.from, flow.to]);
    const known = several.get(key);
    if (known) known.push(flow);
    else several.set(key, [flow]);
  }
  for (const [flow] of several.values()) {
    if (flow) graph.setEdge(flow.from, flow.to, { width: [...shortened(flow.carries)].length * kindWidth + 12, height: 16, labelpos: "c" });
  }
  layout(graph);
  const ways = [...several.values()].map(([flow, ...others]) => {
    if (!flow) return "";
    const placed = placeOf(graph.edge(flow.from, flow.to));
    return way(placed.points, placed.label, flow, others.length);
  });
  const boxes = nodes.map((node) => {
    const { label } = placeOf(graph.node(node.urn));
    return label ? box(node, label.x, label.y) : "";
  });
  const { width, height } = sizeOf(graph.graph());
  return { parts: [...ways, ...boxes], width, height };
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function pointOf(value: unknown): Point | undefined {
  const [x, y] = [field(value, "x"), field(value, "y")];
  return isNumber(x) && isNumber(y) ? { x, y } : undefined;
}

/** Where the layout put a node or an edge: it writes into the labels that it was given. */
function placeOf(laidOut: unknown): { readonly points: readonly Point[]; readonly label: Point | undefined } {
  const points = field(laidOut, "points");
  return { points: Array.isArray(points) ? points.map(pointOf).filter((point) => point !== undefined) : [], label: pointOf(laidOut) };
}

function sizeOf(laidOut: unknown): { readonly width: number; readonly height: number } {
  const [width, height] = [field(laidOut, "width"), field(laidOut, "height")];
  return { width: isNumber(width) ? width : 0, height: isNumber(height) ? height : 0 };
}

/** Stores that nothing flows from or to, in rows. */
function drawStill(still: readonly FlowNode[], width: number, top: number): Drawing {
  if (still.length === 0) return { parts: [], width: 0, height: 0 };
  const parts = [`<text class="note" x="${margin}" y="${number(top + 14)}">Stores with ePHI from which nothing is seen to flow:</text>`];
  let [x, y] = [margin, top + noteHeight + nodeHeight / 2];
  for (const node of still) {
    const boxWidth = widthOf(node);
    if (x > margin && x + boxWidth + margin > width) [x, y] = [margin, y + nodeHeight + 12];
    parts.push(box(node, x + boxWidth / 2, y));
    x += boxWidth + 12;
  }
  return { parts, width, height: y + nodeHeight / 2 + margin - top };
}

function drawLegend(y: number): Drawing {
  let x = margin;
  const parts = legend.map(([standing, text]) => {
    const part = `<rect class="${standing}" x="${number(x)}" y="${number(y + 10)}" width="22" height="14" rx="3"/><text class="note" x="${number(x + 30)}" y="${number(y + 21)}">${escaped(text)}</text>`;
    x += 30 + text.length * kindWidth + 22;
    return part;
  });
  return { parts, width: x, height: legendHeight };
}

/**
 * The ways that ePHI takes, as a picture: one SVG element that needs nothing else, for a file of its own or inside a page. Light or dark as the reader's
 * system is. At most 120 resources and 240 ways are drawn, those nearest to the sources first; what is left out is said.
 */
export function flowPicture(run: Pick<Run, "resources" | "flows">): string {
  const graph = flowGraph(run);
  const nodes = graph.nodes.slice(0, mostNodes);
  const drawn = new Set(nodes.map(({ urn }) => urn));
  const among = graph.flows.filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  const flows = among.slice(0, mostFlows);
  const still = graph.still.slice(0, mostStill);
  const left = [
    [graph.nodes.length - nodes.length, "resource"],
    [graph.flows.length - flows.length, "way"],
    [graph.still.length - still.length, "store"],
  ] as const;
  const omitted = left.flatMap(([count, what]) => (count > 0 ? [counted(count, what)] : []));
  const notes = [
    ...(nodes.length === 0 ? ["No ePHI is seen to flow."] : []),
    ...(omitted.length > 0 ? [`Not drawn: ${omitted.join(", ")}; phiguard flow --json lists them.`] : []),
  ];

  const ways = nodes.length === 0 ? { parts: [], width: 0, height: margin } : drawWays(nodes, flows);
  const minimum = Math.max(ways.width, 720);
  const rows = drawStill(still, minimum, ways.height);
  const afterRows = ways.height + rows.height;
  const key = drawLegend(afterRows + notes.length * noteHeight);
  const width = Math.ceil(Math.max(minimum, rows.width, key.width));
  const height = Math.ceil(afterRows + notes.length * noteHeight + key.height);
  const noteTexts = notes.map(
    (note, index) => `<text class="note" x="${margin}" y="${number(afterRows + index * noteHeight + 16)}">${escaped(note)}</text>`,
  );
  const description = `${counted(graph.nodes.length, "resource")} that ePHI flows through, ${counted(graph.flows.length, "way")}.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="phiguard-flow" role="img" aria-label="${escaped(`Where ePHI flows: ${description}`)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>Where ePHI flows</title><desc>${escaped(description)}</desc><style>${style}</style>`,
    '<defs><marker id="phiguard-flow-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>',
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...ways.parts,
    ...rows.parts,
    ...noteTexts,
    ...key.parts,
    "</svg>",
    "",
  ].join("\n");
}
