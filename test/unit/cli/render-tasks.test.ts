import { expect, it } from "vitest";
import { plain } from "../../../src/cli/paint.ts";
import { renderDuration } from "../../../src/cli/render-duration.ts";
import { renderTasks } from "../../../src/cli/tasks/render-tasks.ts";
import { taskRow } from "../../../src/cli/tasks/task-row.ts";
import { createApp } from "../../../src/index.ts";

const app = createApp({ name: "shop", routes: { "photos.*": "photos" }, timeLimit: "5m", track: "final" });
app.task("add", (x: number, y: number) => x + y);
app.task(
  "mail.send-welcome",
  {
    queue: "mail",
    retry: { max: 5, delay: "2s" },
    timeLimit: "30s",
    track: "full",
    aliases: ["send_welcome"],
    description: "Sends the mail that confirms a registration.",
  },
  (_to: string) => {},
);
app.task(
  "photos.thumbnail",
  { retry: { max: Number.POSITIVE_INFINITY, backoff: "fixed", jitter: "none" } },
  (_file: string) => {},
);
const rows = app.tasks.map((task) => taskRow(task, app.settings));

it("shows tasks with what they take over from their app", () => {
  expect(renderTasks("shop", rows, plain)).toMatchInlineSnapshot(`
    "shop: 3 tasks

    TASK               QUEUE    RETRY                                      TIME LIMIT  TRACK
    add                default  none                                       5m          final
    mail.send-welcome  mail     5 times, exponential from 2s, full jitter  30s         full
      Sends the mail that confirms a registration.
      also known as send_welcome
    photos.thumbnail   photos   for ever, fixed from 1s                    5m          final
    "
  `);
});

it("says of a single retry that it is once", () => {
  const one = createApp({ name: "shop" });
  one.task("order", { retry: { max: 1, backoff: "fixed", jitter: "none" } }, () => {});
  const text = renderTasks(
    "shop",
    one.tasks.map((task) => taskRow(task, one.settings)),
    plain,
  );
  expect(text).toContain(" once, fixed from 1s ");
});

it("gives programs the numbers, with null for what is not bounded", () => {
  expect(rows[1]).toMatchInlineSnapshot(`
    {
      "aliases": [
        "send_welcome",
      ],
      "description": "Sends the mail that confirms a registration.",
      "name": "mail.send-welcome",
      "queue": "mail",
      "retry": {
        "backoff": "exponential",
        "cap": 600000,
        "delay": 2000,
        "jitter": "full",
        "max": 5,
      },
      "softTimeLimit": null,
      "timeLimit": 30000,
      "track": "full",
    }
  `);
  expect(rows[2]?.retry).toMatchObject({ max: null, backoff: "fixed" });
  expect(rows[0]).toMatchObject({
    queue: "default",
    retry: null,
    timeLimit: 300_000,
    track: "final",
    description: null,
  });
});

it("writes durations with the largest unit that needs no fraction", () => {
  expect([0, 999, 1_000, 90_000, 120_000, 7_200_000, 86_400_000].map(renderDuration)).toEqual([
    "0ms",
    "999ms",
    "1s",
    "90s",
    "2m",
    "2h",
    "1d",
  ]);
});
