/**
 * The page's own script: filters by words and choices, and opens what is folded before it is printed. It runs in the browser, without any
 * library, and is let through the page's policy by its hash. The page says everything without it too.
 */
export const script = `(() => {
"use strict";
const byId = (id) => document.getElementById(id);
const form = byId("filter");
const words = byId("filter-words");
const outcome = byId("filter-outcome");
const severity = byId("filter-severity");
const paragraph = byId("filter-paragraph");
const told = byId("filter-told");
const lower = (element) => element.textContent.toLowerCase();
const rowsIn = (element) => [...element.querySelectorAll("[data-row]")].map((row) => ({ row, outcome: row.dataset.outcome, text: undefined }));
const groups = [...document.querySelectorAll("[data-group]")].map((group) => ({
  group,
  severity: group.dataset.severity,
  paragraphs: (group.dataset.paragraphs || "").split(" "),
  head: undefined,
  rows: rowsIn(group),
  open: group.open,
}));
const sections = [...document.querySelectorAll("[data-filtered]")].map((section) => ({ section, none: section.querySelector("[data-none]") }));
const textOf = (item) => (item.text ??= lower(item.row));
const headOf = (item) => (item.head ??= [...item.group.children].filter((child) => !child.matches("[data-rows]")).map(lower).join(" "));

function isOutcome(row, wanted) {
  if (wanted === "" || row.outcome === undefined) return true;
  return row.outcome.split(" ").includes(wanted);
}

function apply() {
  const asked = words.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  const active = asked.length > 0 || outcome.value !== "" || severity.value !== "" || paragraph.value !== "";
  let shown = 0;
  let all = 0;
  for (const item of groups) {
    const wanted = (severity.value === "" || item.severity === undefined || item.severity === severity.value)
      && (paragraph.value === "" || item.severity === undefined || item.paragraphs.includes(paragraph.value));
    const missing = wanted && asked.length > 0 ? asked.filter((word) => !headOf(item).includes(word)) : [];
    let some = 0;
    for (const row of item.rows) {
      const fits = wanted && isOutcome(row, outcome.value) && missing.every((word) => textOf(row).includes(word));
      row.row.hidden = !fits;
      if (fits) some += 1;
    }
    shown += some;
    all += item.rows.length;
    item.group.hidden = some === 0;
    if (item.group.tagName === "DETAILS") item.group.open = active ? some > 0 && (asked.length > 0 || item.open) : item.open;
  }
  for (const { section, none } of sections) {
    if (none) none.hidden = !active || section.querySelector("[data-row]:not([hidden])") !== null && section.querySelector("[data-group]:not([hidden])") !== null;
  }
  told.textContent = active ? shown.toLocaleString("en-US") + " of " + all.toLocaleString("en-US") + " entries" : "";
}

let waiting;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(apply, 120);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  apply();
});
form.addEventListener("reset", () => setTimeout(apply, 0));

function openTarget() {
  const target = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
  for (let element = target; element; element = element.parentElement) if (element.tagName === "DETAILS") element.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
  folded = [];
});
form.hidden = false;
})();`;
