import { createApp } from "../../../src/index.ts";

/*
 * An app for the tests of the command line, loaded from its file as a user's is. A task that has to be held is held by a
 * request that the test answers when it likes.
 */
export const app = createApp({ name: "shop" });

export const add = app.task("add", { description: "Adds two numbers." }, (x: number, y: number) => x + y);

export const report = app.task("report", () => {
  throw new TypeError("no price", { cause: new Error("socket hang up") });
});

export const hold = app.task("hold", { bind: true, queue: "slow", aliases: ["hold-on"] }, async (task, url: string) => {
  task.log.info("holding");
  const answer = await fetch(url);
  return answer.text();
});
