import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";

const shots = fileURLToPath(new URL("../../.cache/screenshots/", import.meta.url));
const watch = fileURLToPath(new URL("watch.js", import.meta.url));
const widths = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

/** How a reader looks at the dashboard. */
export interface Eyes {
  readonly url: string;
  readonly theme?: "light" | "dark";
  readonly screen?: keyof typeof widths;
  /** Requests that the page makes and that are refused by intent, as `GET /api/records/none`. */
  readonly refused?: readonly RegExp[];
}

/** A person at the dashboard: a page of a browser, and all that went wrong in it. */
export interface Reader {
  readonly page: Page;
  /** What went wrong since the last time: errors and warnings of the console, breaches of the CSP, requests that were refused. */
  faults(): string[];
  /** How much the page has jumped since it was loaded: the sum of its layout shifts, of which browsers call 0.1 good. */
  shifts(): Promise<number>;
  /** What axe finds: WCAG 2.1 A and AA, and best practices. */
  barriers(): Promise<string[]>;
  /** Puts a picture of the whole page into `.cache/screenshots`. */
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts Chromium. */
export function openBrowser(): Promise<Browser> {
  mkdirSync(shots, { recursive: true });
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
}

/** Opens a page for a reader. */
export async function openReader(
  browser: Browser,
  { url, theme = "light", screen = "desk", refused = [] }: Eyes,
): Promise<Reader> {
  const context = await browser.newContext({
    ...{ baseURL: url, colorScheme: theme, viewport: widths[screen], locale: "en-GB", timezoneId: "Europe/Oslo" },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(15_000);
  const found: string[] = [];
  const page = await context.newPage();
  await page.addInitScript({ path: watch });
  page.on("pageerror", (error) => found.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    // What a request was refused with is held below, with its address.
    if (message.text().startsWith("Failed to load resource")) return;
    if (["error", "warning"].includes(message.type())) found.push(`${message.type()}: ${message.text()}`);
  });
  page.on("response", (response) => {
    const asked = `${response.request().method()} ${response.url().slice(url.length - 1)}`;
    if (response.status() >= 400 && !refused.some((one) => one.test(asked))) {
      found.push(`${response.status()}: ${asked}`);
    }
  });
  return {
    page,
    faults: () => found.splice(0),
    shifts: () => page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted),
    barriers: async () => {
      const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]);
      const { violations } = await axe.analyze();
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => {
          return `${id} at ${target.join(" ")}: ${failureSummary?.replaceAll(/\s+/g, " ")}`;
        }),
      );
    },
    shoot: async (name) => {
      await page.screenshot({ path: `${shots}${name}-${screen}-${theme}.png`, fullPage: true });
    },
    close: () => context.close(),
  };
}
