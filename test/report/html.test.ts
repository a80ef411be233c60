import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { renderReports } from "../../cli/report";
import type { RunSummary } from "../../cli/report/history";
import type { Run } from "../../policies/evidence/run";
import { paragraphs } from "../../policies/hipaa/paragraphs";
import { hasChromium, openChromium } from "./chromium";
import { activitiesOf, hostileTexts, removeFolders, rendered, temporaryFolder } from "./rendered";
import { clinicHistory, clinicRun, emptyRun, hostileRun, manyVerdicts } from "./runs";

afterAll(removeFolders);

const html = (run: Run, history: readonly RunSummary[] = []) => rendered(run, "html", history)["report.html"] ?? "";

describe("the page", () => {
  test("says what a security officer asks: outcome, paragraphs, approvers, threats, remedies, the way into scope", () => {
    const run = clinicRun();
    const text = html(run, clinicHistory());
    for (const words of [
      `Blocked: ${run.counts.blocking} findings`,
      "Addressable",
      "Marcus Oyelaran on 2026-07-01",
      "Expires in 22 days",
      "Expired 3 days before",
      run.rules["rds-not-public"]?.threat ?? "",
      run.rules["rds-not-public"]?.remedy ?? "",
      "object names to",
      run.pack.rulesSha256,
      "Switched off (1)",
      "9 runs of this stack",
    ]) {
      expect({ words, isThere: text.includes(words) }).toEqual({ words, isThere: true });
    }
  });

  test("names every rule that spoke and every paragraph", () => {
    const run = clinicRun();
    const text = html(run);
    const spoke = [...new Set(run.verdicts.map((verdict) => verdict.rule))];
    expect([...spoke, ...Object.keys(paragraphs)].filter((name) => !text.includes(name))).toEqual([]);
  });

  test("fetches nothing and lets nothing but its own script run", () => {
    const text = html(clinicRun());
    expect(text).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'"/,
    );
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text.match(/\ssrc="(?!data:)/g)).toBeNull();
    expect(text.match(/<link(?! rel="icon" href="data:,")/g)).toBeNull();
    expect(text.match(/\sstyle="/g)).toBeNull();
  });

  test("stays under 5 MB with 10,000 verdicts, and with 100,000 says what it leaves out", () => {
    expect(Buffer.byteLength(html(manyVerdicts(10_000)))).toBeLessThan(5_000_000);
    const most = html(manyVerdicts(100_000));
    expect(Buffer.byteLength(most)).toBeLessThan(8_000_000);
    expect(most).toMatch(/more entries not shown here, to keep this page small: see findings\.csv/);
  });

  test("a trend is of the same stack and source, and needs another run", () => {
    const others = clinicHistory().map((run) => ({ ...run, stack: "staging" }));
    expect(html(clinicRun(), others)).not.toContain('id="trend"');
    expect(html(clinicRun(), [clinicRun()])).not.toContain('id="trend"');
    expect(html(clinicRun(), clinicHistory())).toContain('id="trend"');
  });
});

const withChromium = hasChromium() ? describe : describe.skip;
if (!hasChromium())
  console.warn("NOT TESTED: there is no /usr/bin/chromium (apt-get install chromium), so no browser opened the HTML report.");

withChromium("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  interface Opened {
    readonly page: Page;
    /** Everything that the browser complained of, and every request that it made beside the page itself. */
    readonly complaints: string[];
  }

  async function open(
    run: Run,
    { scheme = "light" as "light" | "dark", javaScript = true, bypassCSP = false, width = 1280 } = {},
  ): Promise<Opened> {
    const folder = temporaryFolder();
    const activities = activitiesOf(run, Object.values(hostileTexts).join("\n"));
    renderReports(run, { formats: ["html"], folder, history: clinicHistory(), activities });
    const context = await browser.newContext({
      colorScheme: scheme,
      javaScriptEnabled: javaScript,
      bypassCSP,
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const address = pathToFileURL(join(folder, "report.html")).href;
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url() !== address && !request.url().startsWith("data:")) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return { page, complaints };
  }

  /** Filters wait a moment for the next key. */
  async function eventually(read: () => Promise<number>, wanted: number): Promise<void> {
    for (let tries = 0; tries < 50 && (await read()) !== wanted; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await read()).toBe(wanted);
  }

  /** A part of a run in which each outcome occurs: axe takes a minute for a page of six thousand elements. */
  function thinned(run: Run): Run {
    const verdicts = run.verdicts.filter(({ outcome }, index) => outcome === "excepted" || index % 6 === 0);
    const kept = new Set([...verdicts.map(({ rule }) => rule), ...Object.keys(run.rules).slice(0, 20)]);
    return { ...run, verdicts, rules: Object.fromEntries(Object.entries(run.rules).filter(([id]) => kept.has(id))) };
  }

  const visibleRows = (page: Page, section: string) => page.locator(`#${section} [data-row]:not([hidden])`).count();

  test.each(["light", "dark"] as const)(
    "complains of nothing, fetches nothing, and its picture is drawn: %s",
    async (scheme) => {
      const { page, complaints } = await open(clinicRun(), { scheme });
      const picture = page.locator("#flows img");
      await picture.scrollIntoViewIfNeeded();
      expect(await picture.evaluate((image) => ("naturalWidth" in image ? image.naturalWidth : 0))).toBeGreaterThan(100);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  test.each([
    ["light", 1280],
    ["dark", 400],
  ] as const)(
    "has no fault that axe finds, contrast and keyboard included: %s, %i wide",
    async (scheme, width) => {
      const { page } = await open(thinned(clinicRun()), { scheme, width, bypassCSP: true });
      await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
      await page.addScriptTag({ content: axe.source });
      const found: axe.AxeResults = await page.evaluate(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
      );
      const faults = found.violations.map(({ id, nodes }) => ({
        id,
        at: nodes.slice(0, 3).map(({ html: at, failureSummary }) => `${at} ${failureSummary}`),
      }));
      expect(faults).toEqual([]);
      expect(found.passes.map(({ id }) => id)).toContain("color-contrast");
      await page.context().close();
    },
    180_000,
  );

  test("filters by words, outcome, severity and paragraph, says how many are left, and takes it back", async () => {
    const run = clinicRun();
    const { page, complaints } = await open(run);
    const all = await visibleRows(page, "findings");
    expect(all).toBe(run.counts.fail);

    await page.fill("#filter-words", "billing publiclyAccessible");
    await page.waitForSelector("#filter-told:not(:empty)");
    const found = await page.locator("#findings [data-row]:not([hidden])").allTextContents();
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(10);
    for (const text of found) expect(text).toContain("billing");
    expect(await page.locator("#findings [data-group][open]:not([hidden])").count()).toBeGreaterThan(0);
    expect(await page.textContent("#filter-told")).toMatch(/^\d+ of [\d,]+ entries$/);

    await page.click("button[type=reset]");
    await page.waitForSelector("#filter-told:empty", { state: "attached" });
    expect(await visibleRows(page, "findings")).toBe(all);

    await page.selectOption("#filter-outcome", "blocks");
    await eventually(() => visibleRows(page, "findings"), run.counts.blocking);
    expect(await visibleRows(page, "passes")).toBe(0);

    await page.selectOption("#filter-outcome", "");
    await page.selectOption("#filter-severity", "critical");
    await page.selectOption("#filter-paragraph", "164.312(a)(1)");
    const critical = run.verdicts.filter(({ rule, outcome }) => {
      const said = run.rules[rule];
      return outcome === "fail" && said?.severity === "critical" && said.cites.includes("164.312(a)(1)");
    });
    expect(critical.length).toBeGreaterThan(0);
    await eventually(() => visibleRows(page, "findings"), critical.length);

    await page.fill("#filter-words", "no such thing anywhere");
    await page.waitForSelector("#findings [data-none]:not([hidden])");
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 120_000);

  test("is worked by keyboard: the first tab leads to the findings, and rules open by Enter", async () => {
    const { page } = await open(clinicRun());
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent.trim()")).toBe("To the findings");
    const first = page.locator("#findings details").first();
    expect(await first.evaluate((details) => details.hasAttribute("open"))).toBe(false);
    await first.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await first.evaluate((details) => details.hasAttribute("open"))).toBe(true);
    await page.context().close();
  }, 60_000);

  test("says everything without its script", async () => {
    const { page } = await open(clinicRun(), { javaScript: false });
    expect(await page.locator("#filter").isVisible()).toBe(false);
    expect(await page.locator("#findings [data-row]").count()).toBe(clinicRun().counts.fail);
    await page.context().close();
  }, 60_000);

  test("prints, with what is folded opened", async () => {
    const { page, complaints } = await open(clinicRun(), { scheme: "dark" });
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(15);
    expect(pages).toBeLessThan(150);
    expect(await page.locator("#findings details[open]").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 120_000);

  test.each(Object.entries(hostileTexts))(
    "a name is only a name: %s",
    async (_, hostile) => {
      const { page, complaints } = await open(hostileRun(hostile));
      expect(complaints).toEqual([]);
      expect(await page.locator("script, iframe, object, embed, form[action], [onerror]").count()).toBe(1);
      expect(await page.locator("img").count()).toBe(1);
      expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
      await page.context().close();
    },
    60_000,
  );

  test.each([
    ["nothing in it", emptyRun],
    ["10,000 verdicts", () => manyVerdicts(10_000)],
  ])(
    "opens with %s",
    async (_, run) => {
      const { page, complaints } = await open(run());
      expect(await page.locator("h1").count()).toBe(1);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    120_000,
  );
});
