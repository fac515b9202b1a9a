import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Eyes, openBrowser, openReader, type Reader } from "./reader.ts";
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

const noMetrics = /^GET \/api\/queues\/history/;

/** Opens a page, looks, and holds that nothing went wrong meanwhile. */
async function reading(eyes: Partial<Eyes>, look: (reader: Reader) => Promise<void>): Promise<void> {
  const reader = await openReader(browser, {
    url: stage.url,
    ...eyes,
    refused: [noMetrics, ...(eyes.refused ?? [])],
  });
  await look(reader);
  expect(reader.faults()).toEqual([]);
  await reader.close();
}

const focused = "document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute('aria-label')";

describe("by the keyboard alone", () => {
  it("the first stop leads to the content, and the next ones to the pages", () =>
    reading({}, async ({ page }) => {
      await page.goto("/");
      await page.getByRole("link", { name: "rates.fetch" }).waitFor();
      await page.keyboard.press("Tab");
      expect(await page.evaluate(focused)).toBe("To the content");
      await page.keyboard.press("Enter");
      await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("main");
      await page.getByRole("navigation").getByRole("link", { name: "Queues" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Queues", level: 1 }).waitFor();
      expect(await page.title()).toBe("Queues · shop · Lovage");
      expect(await page.evaluate("document.activeElement.id")).toBe("main");
      expect(await page.locator("[aria-current=page]").allTextContents()).toEqual(["Queues"]);
    }));

  it("a dialog takes the focus, is left by Escape, and gives the focus back", () =>
    reading({}, async ({ page }) => {
      await page.goto("/queues");
      await page.getByRole("button", { name: "Purge mail" }).focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "Purge mail?" });
      await dialog.waitFor();
      expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      expect(await page.evaluate(focused)).toBe("Purge mail");
    }));
});

describe("the theme", () => {
  it("is the system's until the reader chooses, and the choice is kept", () =>
    reading({ theme: "dark" }, async ({ page }) => {
      const theme = () => page.evaluate("document.documentElement.dataset.theme");
      await page.goto("/");
      await page.getByLabel("Theme").waitFor();
      expect(await theme()).toBe("dark");
      await page.getByLabel("Theme").selectOption("light");
      await expect.poll(theme).toBe("light");
      await page.reload();
      await page.getByLabel("Theme").waitFor();
      expect(await theme()).toBe("light");
    }));
});

describe("times", () => {
  it("are in the reader's zone, with the exact one on hover", () =>
    reading({}, async ({ page }) => {
      await page.goto(`/tasks/${stage.past.done}`);
      const started = page.locator(".facts time").first();
      await started.waitFor();
      const at = new Date((await started.getAttribute("datetime")) ?? "");
      const local = at.toLocaleTimeString("en-GB", { timeZone: "Europe/Oslo" });
      expect(await started.textContent()).toContain(local);
      expect(await started.getAttribute("title")).toContain(at.toISOString());
    }));
});

describe("a server that does not answer", () => {
  it("is told of, what was read stays, and trying again helps", () =>
    reading({}, async ({ page, barriers, shoot }) => {
      await page.goto("/workers");
      await page.getByText("host-1/4711").waitFor();
      await page.route("**/api/workers/latest*", (route) => route.abort());
      await page.getByRole("alert").getByText("does not answer").waitFor();
      expect(await page.getByText("host-1/4711").isVisible()).toBe(true);
      expect(await barriers()).toEqual([]);
      await shoot("no-answer");
      await page.unroute("**/api/workers/latest*");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("alert").waitFor({ state: "detached" });
    }));
});

describe("the queues' history", () => {
  const history = () => {
    const times = Array.from({ length: 60 }, (_, index) => new Date(Date.now() - (60 - index) * 60_000).toISOString());
    const wave = (high: number) =>
      times.map((_, index) => (index % 17 === 3 ? null : Math.round(high * (1 + Math.sin(index / 7)))));
    const queue = (name: string, high: number) => ({
      name,
      visible: wave(high),
      oldest: wave(high * 3),
      deadLetters: wave(1),
    });
    return { step: 60_000, times, queues: [queue("default", 40), queue("mail", 12)] };
  };

  it.each(["/", "/queues"])("is drawn at %s where there is one, without a jump", (path) =>
    reading({}, async ({ page, barriers, shoot, shifts }) => {
      await page.route("**/api/queues/history*", (route) => route.fulfill({ json: history() }));
      await page.goto(path);
      await page.getByRole("img", { name: "Messages that waited in default, mail" }).waitFor();
      await page.getByRole("img", { name: "Age of the oldest message of default, mail" }).waitFor();
      await shoot(path === "/" ? "overview-queues" : "queues-history");
      expect(await barriers()).toEqual([]);
      expect(await shifts()).toBeLessThan(0.05);
    }),
  );

  it("leaves no trace where there is none, and is not asked for again", () =>
    reading({}, async ({ page }) => {
      const asked: string[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/queues/history")) asked.push(request.url());
      });
      await page.goto("/queues");
      await page.getByText("In flight").waitFor();
      await page.getByRole("navigation").getByRole("link", { name: "Overview" }).click();
      await page.getByRole("link", { name: "rates.fetch" }).waitFor();
      expect(asked).toHaveLength(1);
      expect(await page.getByText("Messages that waited").count()).toBe(0);
    }));
});

describe("a dashboard with a password", () => {
  it("asks for it, takes no other, and lets the reader out again", async () => {
    const closed = await openStage({ password: "correct horse" });
    await reading(
      { url: closed.url, refused: [/^POST \/api\/session$/, /^GET \/api\/app$/] },
      async ({ page, barriers, shoot }) => {
        await page.goto("/tasks");
        await page.getByLabel("Password").fill("wrong horse");
        await shoot("sign-in");
        expect(await barriers()).toEqual([]);
        await page.keyboard.press("Enter");
        await page.getByRole("alert").getByText("The password is not right.").waitFor();
        await page.getByLabel("Password").fill("correct horse");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Tasks", level: 1 }).waitFor();
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByLabel("Password").waitFor();
        await page.reload();
        await page.getByLabel("Password").waitFor();
      },
    );
    await closed.close();
  });
});

describe("a read-only dashboard", () => {
  it("shows everything and offers no change", async () => {
    const shown = await openStage({ readOnly: true });
    await reading({ url: shown.url }, async ({ page }) => {
      const paths = ["/queues", "/dead-letters", "/schedules", `/tasks/${shown.past.failed[0]}`];
      for (const path of paths) {
        await page.goto(path);
        await page.getByText("read-only").waitFor();
        await page
          .locator("main")
          .getByText(/no such address|heartbeat|Purge|Delayed/)
          .first()
          .waitFor();
        expect(
          await page.getByRole("button", { name: /Purge|Redrive|Discard|Retry|Revoke|Remove|Run|New/ }).count(),
        ).toBe(0);
      }
      await page.goto("/send");
      expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    });
    await shown.close();
  });
});
