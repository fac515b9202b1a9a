import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openReader } from "./reader.ts";
import { openStage } from "./stage.ts";

let browser: Browser;
let stage: Awaited<ReturnType<typeof openStage>>;

beforeAll(async () => {
  [browser, stage] = await Promise.all([openBrowser(), openStage()]);
});

afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

/** Each page: where it is, and a text that is there once it has read what it shows. */
const pages: Record<string, readonly [where: (past: typeof stage.past) => string, text: string]> = {
  overview: [() => "/", "rates.fetch"],
  tasks: [() => "/tasks", "Look further back"],
  task: [({ done }) => `/tasks/${done}`, "Result"],
  "failed-task": [({ failed }) => `/tasks/${failed[0]}`, "no such address"],
  "retried-task": [({ retried }) => `/tasks/${retried}`, "Attempt 3"],
  "child-task": [({ child }) => `/tasks/${child}`, "order.place"],
  "running-task": [({ running }) => `/tasks/${running}`, "Progress"],
  "unknown-task": [() => "/tasks/none", "No worker has begun it"],
  queues: [() => "/queues", "mail"],
  "dead-letters": [() => "/dead-letters", "no such address"],
  schedules: [() => "/schedules", "heartbeat"],
  workers: [() => "/workers", "host-1/4711"],
  send: [() => "/send?task=add", "Send"],
  nowhere: [() => "/nowhere", "There is no page"],
};
/** What is refused by intent. */
const refused = [/^GET \/api\/records\/none$/, /^GET \/api\/queues\/history/];

describe.each([
  ["desk", "light"],
  ["desk", "dark"],
  ["phone", "light"],
  ["phone", "dark"],
] as const)("at the %s, in the %s theme", (screen, theme) => {
  it.each(Object.entries(pages))("%s is shown without barriers, faults or jumps", async (name, [where, text]) => {
    const reader = await openReader(browser, { url: stage.url, screen, theme, refused });
    await reader.page.goto(where(stage.past));
    await reader.page.locator("main").getByText(text).first().waitFor();
    await reader.shoot(name);
    expect(await reader.barriers()).toEqual([]);
    expect(reader.faults()).toEqual([]);
    expect(await reader.shifts()).toBeLessThan(0.05);
    // Nothing but a table or a text that scrolls by itself is wider than the screen.
    expect(await reader.page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    await reader.close();
  });
});
