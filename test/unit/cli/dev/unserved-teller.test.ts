import { expect, it } from "vitest";
import { createApp } from "../../../../src/app/index.ts";
import { describeApp } from "../../../../src/cli/dev/app-description.ts";
import { QueueNames } from "../../../../src/cli/dev/queue-names.ts";
import { unservedTeller } from "../../../../src/cli/dev/unserved-teller.ts";
import { lineLogger } from "../../../../src/cli/line-logger.ts";
import { plain } from "../../../../src/cli/paint.ts";
import { FrozenClock } from "../../../../src/runtime/index.ts";

const body = JSON.stringify({ headers: { id: "i1", task: "add" }, properties: {}, body: "[[4,4],{},{}]" });

/** What is printed when these messages are sent. */
function told(...sent: [queue: string, body: string][]): string[] {
  const lines: string[] = [];
  const app = createApp({ name: "shop" });
  app.task("mail", { queue: "mail" }, () => {});
  const names = new QueueNames();
  names.learn(describeApp(app));
  const sink = (line: string) => void lines.push(line.slice("2026-01-01T00:00:00.000Z ".length));
  const tell = unservedTeller(
    names,
    "shop",
    lineLogger({ clock: new FrozenClock(), level: "info", sink, paint: plain }),
  );
  for (const [queue, text] of sent) tell({ type: "sent", queue, message: { body: text } });
  return lines;
}

it("a task on a queue that the app does not use is warned of, once for each queue", () => {
  expect(told(["shop-slow", body], ["shop-slow", body], ["mall-default", body])).toEqual([
    'WARN  add[i1] nothing here runs the tasks of this queue. Send it to one of those, or let a task or a route of the app "shop" name the queue "slow" queue=shop-slow serves="default, mail"',
    'WARN  add[i1] nothing here runs the tasks of this queue. Send it to one of those, or let a task or a route of the app "shop" name the queue "mall-default" queue=mall-default serves="default, mail"',
  ]);
});

it("the app's own queues, its dead letters, and what is no task are nothing to warn of", () => {
  expect(told(["shop-mail", body], ["shop-mail-dead-letters", body], ["shop-slow", "wake up"])).toEqual([]);
});
