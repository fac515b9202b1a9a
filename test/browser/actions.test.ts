import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser, openReader, type Reader } from "./reader.ts";
import { openStage } from "./stage.ts";

let browser: Browser;
let stage: Awaited<ReturnType<typeof openStage>>;
let reader: Reader;

beforeAll(async () => {
  [browser, stage] = await Promise.all([openBrowser(), openStage()]);
});

afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

beforeEach(async () => {
  const refused = [/^GET \/api\/records\/[-0-9a-f]{36}$/, /^GET \/api\/queues\/history/];
  reader = await openReader(browser, { url: stage.url, refused });
});

afterEach(async () => {
  expect(reader.faults()).toEqual([]);
  await reader.close();
});

const button = (name: string) => reader.page.getByRole("button", { name, exact: true });
const dialog = (name: string) => reader.page.getByRole("dialog", { name });
/** Answers a dialog with its button, and waits until it is gone. */
const answer = async (title: string, name: string) => {
  expect(await reader.barriers()).toEqual([]);
  await dialog(title).getByRole("button", { name }).click();
  await dialog(title).waitFor({ state: "detached" });
};
const said = (text: string | RegExp) => reader.page.locator(".notices").getByText(text).waitFor();

describe("a task", () => {
  it("is sent by a form, and its page shows the result when there is one", async () => {
    await reader.page.goto("/send");
    await reader.page.getByLabel("Task", { exact: true }).fill("mail.send");
    await reader.page.getByLabel("Arguments, a JSON list").fill('["carl@nowhere"]');
    await button("Send").click();
    await said("mail.send is sent.");
    await reader.page.getByText("no such address: carl@nowhere").first().waitFor();
    expect(await reader.page.title()).toMatch(/^Task [-0-9a-f]{36} · shop · Lovage$/);
  });

  it("is sent by a field for each argument that its schema has, or by the same as JSON", async () => {
    await reader.page.goto("/send?task=invoice.create");
    await reader.page.getByLabel("Customer").fill("Ada");
    await reader.page.getByLabel("Number of items").fill("0");
    await reader.page.getByLabel("Express").check();
    await reader.page.getByLabel("Currency").selectOption("NOK");
    await reader.page.getByLabel("Extra").fill('{ "note": "for the engine" }');
    await reader.shoot("send-fields");
    expect(await reader.barriers()).toEqual([]);
    await button("Send").click();
    expect(await reader.page.evaluate("document.activeElement.validity.rangeUnderflow")).toBe(true);
    await reader.page.getByLabel("Number of items").fill("3");
    await button("Arguments as JSON").click();
    expect(await reader.page.getByLabel("Arguments, a JSON list").inputValue()).toBe(
      '["Ada", 3, true, "NOK", { "note": "for the engine" }]',
    );
    await button("Arguments in fields").click();
    expect(await reader.page.getByLabel("Customer").inputValue()).toBe("Ada");
    await button("Send").click();
    await reader.page.getByLabel("Result", { exact: true }).getByText('"note": "for the engine"').waitFor();
  });

  it("is refused with the reason, and what was typed stays", async () => {
    await reader.page.goto("/send?task=mail.send&args=[1,");
    await button("Send").click();
    await reader.page.getByRole("alert").getByText("Arguments is not JSON").waitFor();
    expect(await reader.page.getByLabel("Arguments, a JSON list").inputValue()).toBe("[1,");
  });

  it("runs again with other arguments", async () => {
    await reader.page.goto(`/tasks/${stage.past.failed[0]}`);
    await reader.page.getByRole("link", { name: "Run again" }).click();
    expect(await reader.page.getByLabel("Task", { exact: true }).inputValue()).toBe("mail.send");
    await reader.page.getByLabel("Arguments, a JSON list").fill('["dora@nowhere"]');
    await button("Send").click();
    await reader.page.getByText("no such address: dora@nowhere").first().waitFor();
    expect(reader.page.url()).not.toContain(stage.past.failed[0]);
  });

  it("that failed is retried", async () => {
    await reader.page.goto(`/tasks/${stage.past.failed[0]}`);
    await button("Retry").click();
    await answer("Retry this task?", "Retry");
    await said("Its message is on its queue again");
    await reader.page.getByText("Attempt 2").waitFor();
  });

  it("that runs is revoked, and its page says so", async () => {
    await reader.page.goto(`/tasks/${stage.past.running}`);
    await button("Revoke").click();
    await answer("Revoke this task?", "Revoke");
    await said("It is told to stop");
    await reader.page.locator(".facts").getByText("REVOKED", { exact: true }).waitFor();
  });

  it("that nobody has begun is revoked before it runs", async () => {
    const { id } = await stage.tasks.add.applyAsync([1, 2], { countdown: "10m" });
    await reader.page.goto(`/tasks/${id}`);
    await button("Revoke").click();
    await answer("Revoke this task?", "Revoke");
    await said("It is revoked, and does not run.");
    await reader.page.locator(".facts").getByText("REVOKED", { exact: true }).waitFor();
  });

  it("gives its id to the clipboard", async () => {
    await reader.page.goto(`/tasks/${stage.past.done}`);
    await button("Copy The id").click();
    await said("The id is in the clipboard.");
    expect(await reader.page.evaluate("navigator.clipboard.readText()")).toBe(stage.past.done);
  });

  it("appears in the list as it ends, on a page that is not loaded again", async () => {
    await reader.page.goto("/tasks");
    await reader.page.getByText("Look further back").waitFor();
    await reader.page.evaluate("globalThis.sameDocument = true");
    const { id } = await stage.tasks.add.delay(2, 2);
    await reader.page.locator(`a[href="/tasks/${id}"]`).first().waitFor({ state: "attached" });
    expect(await reader.page.evaluate("globalThis.sameDocument")).toBe(true);
    expect(await reader.shifts()).toBeLessThan(0.05);
  });
});

describe("the list of tasks", () => {
  it("is narrowed by what the reader looks for, and keeps that in the address", async () => {
    await reader.page.goto("/tasks");
    await reader.page.getByRole("combobox", { name: /^State/ }).selectOption("FAILURE");
    await reader.page.getByRole("combobox", { name: /^Task/ }).selectOption("mail.send");
    await reader.page.locator("tbody tr").first().waitFor();
    await expect.poll(() => reader.page.locator("tbody .state").allTextContents()).not.toContain("SUCCESS");
    expect(new URL(reader.page.url()).search).toBe("?state=FAILURE&task=mail.send");
    await button("Clear").click();
    await expect.poll(() => reader.page.locator("tbody .state").allTextContents()).toContain("SUCCESS");
  });

  it("goes further back, page after page", async () => {
    await reader.page.goto("/tasks");
    const rows = reader.page.locator("tbody tr");
    await rows.nth(49).waitFor();
    await button("Look further back").click();
    await rows.nth(90).waitFor();
  });
});

describe("a queue", () => {
  it("is purged by who types its name", async () => {
    await stage.tasks.send.applyAsync(["late@nowhere"], { countdown: "10m" });
    await reader.page.goto("/queues");
    const delayed = reader.page.locator("tr", { hasText: "mail" }).locator('[data-name="Delayed"]');
    await delayed.getByText("1").waitFor();
    await button("Purge mail").click();
    await dialog("Purge mail?").getByRole("textbox").fill("male");
    await dialog("Purge mail?").getByRole("button", { name: "Purge" }).click();
    await dialog("Purge mail?").getByRole("alert").getByText("Type the queue's name").waitFor();
    await dialog("Purge mail?").getByRole("textbox").fill("mail");
    await answer("Purge mail?", "Purge");
    await said("mail is being purged");
    await delayed.getByText("0").waitFor();
  });
});

describe("dead letters", () => {
  const rows = () => reader.page.locator("tbody tr");
  const look = async (wanted: number) => {
    await expect.poll(() => stage.deadLetters(), { timeout: 20_000 }).toBe(wanted);
    await reader.page.goto("/dead-letters?queue=mail");
    await rows()
      .nth(wanted - 1)
      .waitFor();
  };

  it("are sent back one by one, some, and all; what fails again comes back", async () => {
    const all = await stage.deadLetters();
    expect(all).toBeGreaterThan(2);
    for (const chosen of [1, 2]) {
      await look(all);
      for (let row = 0; row < chosen; row++) await rows().nth(row).getByRole("checkbox").check();
      await button(`Redrive ${chosen} chosen`).click();
      await answer("Redrive?", "Redrive");
      await said(chosen === 1 ? "1 dead letter sent back." : "2 dead letters sent back.");
    }
    await look(all);
    await button("Redrive all").click();
    await answer("Redrive?", "Redrive");
    await said(`${all} dead letters sent back.`);
    await look(all);
  });

  it("show their message, and are discarded", async () => {
    const all = await stage.deadLetters();
    await look(all);
    const row = rows().first();
    await row.getByRole("button", { name: "mail.send" }).click();
    await reader.page.getByLabel(/The message of/).waitFor();
    expect(await reader.barriers()).toEqual([]);
    await row.getByRole("checkbox").check();
    await button("Discard 1 chosen").click();
    await answer("Discard?", "Discard");
    await said("1 dead letter discarded.");
    await expect.poll(() => stage.deadLetters()).toBe(all - 1);
  });
});

describe("a schedule", () => {
  const row = (name: string) => reader.page.locator("tr", { hasText: name });

  it("is made, changed, kept from firing and let fire, run at once, and removed", async () => {
    await reader.page.goto("/schedules");
    await button("New schedule").click();
    const form = dialog("A new schedule");
    await form.getByLabel("Name").fill("nightly");
    await form.getByLabel("Hour").fill("4");
    await form.getByLabel("Task", { exact: true }).fill("rates.fetch");
    await reader.shoot("dialog-schedule");
    await answer("A new schedule", "Save");
    await said("The schedule nightly is saved.");
    await row("nightly").getByText("at 04:00").waitFor();

    await button("Change nightly").click();
    await dialog("Change nightly").getByLabel("Hour").fill("5");
    await answer("Change nightly", "Save");
    await row("nightly").getByText("at 05:00").waitFor();

    await button("Disable nightly").click();
    await row("nightly").getByText("DISABLED").waitFor();
    await button("Enable nightly").click();
    await row("nightly").getByText("ENABLED").waitFor();

    await button("Run now nightly").click();
    await said("rates.fetch is sent.");
    await row("nightly").getByRole("button", { name: "nightly", exact: true }).click();
    await reader.page.getByRole("heading", { name: "Next runs" }).waitFor();
    expect(await reader.barriers()).toEqual([]);

    await button("Remove nightly").click();
    await answer("Remove nightly?", "Remove");
    await said("nightly is gone.");
    await row("nightly").first().waitFor({ state: "detached" });
  });
});
