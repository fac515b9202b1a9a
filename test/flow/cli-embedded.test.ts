import { afterAll, beforeAll, expect, it } from "vitest";
import { tableDefinition } from "../../src/aws/index.ts";
import { type EmbeddedCloud, startEmbeddedCloud } from "../../src/dev/index.ts";
import { createApp } from "../../src/index.ts";
import { systemClock, uuidIds } from "../../src/runtime/index.ts";
import { aStackEndpoint } from "../support/a-stack-endpoint.ts";
import { run } from "../unit/cli/run-in-process.ts";

/*
 * The commands that look after an app, on the wire: they know it by its name, or by its stack, and have none of its code.
 * Time is the machine's, so what is scheduled here is either far away or disabled.
 */
const names = ["shop-default-dead-letters", "shop-default", "shop-mail-dead-letters", "shop-mail", "Odd-A1", "Odd-A1D"];
let cloud: EmbeddedCloud;

beforeAll(async () => {
  cloud = await startEmbeddedCloud({
    clock: systemClock,
    ids: uuidIds(systemClock),
    port: 0,
    queues: names.map((name) => ({ name })),
    tables: [
      { ...tableDefinition("shop-tasks"), TableName: "shop-tasks" },
      { ...tableDefinition("Odd-Table"), TableName: "Odd-Table" },
    ],
  });
});
afterAll(() => cloud.close(0));

const lovage = async (words: string, where = `--name shop --endpoint ${cloud.endpoint}`) => {
  const { code, stdout, stderr } = await run([...words.split(" "), ...where.split(" ")]);
  return { code, said: stdout || stderr };
};

it("keeps schedules in EventBridge and in its Scheduler", async () => {
  const role = "arn:aws:iam::000000000000:role/beat";
  const endpoint = await aStackEndpoint(
    { Shop: { LOVAGE_SHOP_APP: "shop", LOVAGE_SHOP_TABLE: "shop-tasks", LOVAGE_SHOP_BEAT_ROLE: role } },
    { behind: cloud.endpoint },
  );
  const stack = `--stack Shop --endpoint ${endpoint}`;
  const put = ["schedules", "put", "yearly", "add", "4", "4", "--crontab", "30 4 1 1 *", "--disabled"];
  expect(await run([...put, "--name", "shop", "--endpoint", cloud.endpoint])).toMatchObject({ code: 0, stderr: "" });
  const zoned = ["schedules", "put", "zoned", "add", "4", "4", "--crontab", "30 4 1 1 *", "--timezone", "Europe/Oslo"];
  expect(await run([...zoned, ...stack.split(" ")])).toMatchObject({ code: 0, stderr: "" });

  const { said } = await lovage("schedules list --json");
  const { schedules } = JSON.parse(said);
  const told = schedules.map(({ name, enabled, complete, timezone }: Record<string, unknown>) => [
    ...[name, enabled, complete, timezone],
  ]);
  expect(told).toEqual([
    ["yearly", false, true, "UTC"],
    ["zoned", true, true, "Europe/Oslo"],
  ]);
  expect(await lovage("schedules disable zoned", stack)).toEqual({ code: 0, said: "disabled zoned\n" });
  expect(await lovage("schedules enable yearly")).toEqual({ code: 0, said: "enabled yearly\n" });
  const { said: id } = await lovage("schedules run yearly");
  expect(id).toMatch(/^[0-9a-f-]{36}\n$/);
  for (const name of ["yearly", "zoned"]) expect(await lovage(`schedules remove ${name}`)).toMatchObject({ code: 0 });
  expect(await lovage("schedules list")).toEqual({ code: 0, said: "shop: 0 schedules\n" });
});

it("finds queues, counts and purges them, and reads the journal", async () => {
  const app = createApp({ name: "shop", endpoint: cloud.endpoint });
  const { broker, store } = await app.worker();
  await broker.purge("default");
  await lovage("send mail.send --queue mail");
  await broker.deadLetter({ queue: "mail", body: "{}", attributes: {} });
  const startedAt = Date.now() - 5_000;
  const line = { id: "1", task: "add", queue: "mail", state: "FAILURE", attempt: 2, startedAt, runtime: 7 } as const;
  await store.write([], { at: startedAt + 10, worker: "laptop-1", lines: [line] });

  const { said } = await lovage("status --json");
  expect(JSON.parse(said)).toMatchObject({
    queues: [
      { name: "default", visible: 0, deadLetters: 0 },
      { name: "mail", visible: 1, deadLetters: 1 },
    ],
    journal: { tasks: 1, failures: 1, workers: [{ name: "laptop-1", attempts: 1 }] },
  });
  const { said: history } = await lovage("history --state failure --json");
  expect(JSON.parse(history).tasks).toMatchObject([{ id: "1", task: "add", took: 7, worker: "laptop-1" }]);
  expect(await lovage("purge mail --yes")).toEqual({ code: 0, said: 'purged the queue "mail": about 1 message\n' });
  expect(await lovage("purge mail --dead-letters --yes")).toMatchObject({ code: 0 });
  expect(JSON.parse((await lovage("queues --json")).said).queues[1]).toMatchObject({ visible: 0, deadLetters: 0 });
  expect(await lovage("purge nowhere --yes")).toMatchObject({
    code: 4,
    said: expect.stringContaining("QUEUE_NOT_FOUND"),
  });
});

it("looks at the queues and the table of a stack, whatever they are called", async () => {
  const url = (name: string) => `${cloud.endpoint}/000000000000/${name}`;
  const outputs = {
    LOVAGE_ODD_APP: "odd",
    LOVAGE_ODD_QUEUES: JSON.stringify({ work: url("Odd-A1") }),
    LOVAGE_ODD_DEAD_LETTERS: JSON.stringify({ work: url("Odd-A1D") }),
    LOVAGE_ODD_TABLE: "Odd-Table",
  };
  const endpoint = await aStackEndpoint({ Odd: outputs }, { behind: cloud.endpoint });
  const stack = `--stack Odd --endpoint ${endpoint}`;
  await lovage("send add --queue work", stack);
  expect(JSON.parse((await lovage("status --json", stack)).said)).toMatchObject({
    app: "odd",
    queues: [{ name: "work", visible: 1, deadLetters: 0 }],
    journal: { tasks: 0 },
  });
});

it("says that an app is not there", async () => {
  const nobody = `--name nobody --endpoint ${cloud.endpoint}`;
  expect(await lovage("status", nobody)).toMatchObject({
    code: 4,
    said: expect.stringMatching(/QUEUE_NOT_FOUND|TABLE_NOT_FOUND/),
  });
  expect(await lovage("queues", nobody)).toMatchObject({ code: 4, said: expect.stringContaining("QUEUE_NOT_FOUND") });
  expect(await lovage("history", nobody)).toMatchObject({ code: 4, said: expect.stringContaining("TABLE_NOT_FOUND") });
});
