import { expect, it } from "vitest";
import type { World } from "../world.ts";
import { glance, take, takeAfter } from "./taking.ts";

const MEBIBYTE = 1_048_576;

/** Text beyond U+FFFF, where the emulator takes it. */
function emoji({ faults }: World): string {
  return faults.has("refuses-emoji") ? "" : "🌿 \u{10FFFD}";
}

export function sendContract(world: () => World): void {
  it("brings a body through as it is, in any text that SQS takes", async () => {
    const queue = await world().queue();
    const body = `tab\t line\r\n quotes " \\ 日本 ø \uFFFD <xml/> &amp; %20 + ${emoji(world())}`;
    const before = world().clock.now();
    await world().broker.send({ queue, body });

    const [delivery] = await take(world(), queue, 1);

    expect(delivery).toMatchObject({ queue, body, receiveCount: 1, attributes: {} });
    expect(delivery?.messageId).toMatch(/./);
    expect(delivery?.receipt).toMatch(/./);
    expect(Math.abs((delivery?.sentAt ?? 0) - before)).toBeLessThan(10_000);
    expect(delivery).not.toHaveProperty("groupId");
  });

  it("takes a body of 1 MiB, and refuses one byte more", async () => {
    const queue = await world().queue();
    const body = "é".repeat(MEBIBYTE / 2);
    await world().broker.send({ queue, body });
    const [delivery] = await take(world(), queue, 1);
    expect(delivery?.body === body).toBe(true);
    const over = world().broker.send({ queue, body: `${body}x` });
    if (world().faults.has("no-message-limit")) return over;
    await expect(over).rejects.toMatchObject({
      code: "AWS_REFUSED",
      detail: { service: "SQS", operation: "SendMessage" },
    });
  });

  it("refuses characters that SQS refuses", async () => {
    const queue = await world().queue();
    const sent = world().broker.send({ queue, body: "bell \u0007" });
    if (world().faults.has("takes-forbidden-characters")) return sent;
    await expect(sent).rejects.toMatchObject({ code: "AWS_REFUSED" });
  });

  it("keeps the group of a message to a standard queue, for SQS's fair queues", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "{}", groupId: "tenant-1" });
    const [delivery] = await take(world(), queue, 1);
    expect(delivery?.groupId).toBe(world().faults.has("group-id-lost") ? undefined : "tenant-1");
  });

  it("holds a delayed message back for its time", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "later", delaySeconds: 2 });
    await world().broker.send({ queue, body: "at once", delaySeconds: 0 });
    expect((await take(world(), queue, 1)).map(({ body }) => body)).toEqual(["at once"]);
    expect(await glance(world(), queue)).toEqual([]);
    expect((await takeAfter(world(), queue, 2_000)).map(({ body }) => body)).toEqual(["later"]);
  });

  it("sends ten messages in a batch, each with its own delay and group", async () => {
    const queue = await world().queue();
    const messages = Array.from({ length: 10 }, (_, index) => ({
      queue,
      body: `body ${index} ${emoji(world())}`,
      ...(index >= 8 && { delaySeconds: 900 }),
    }));
    expect(await world().broker.sendBatch(queue, messages)).toEqual([]);
    const bodies = (await take(world(), queue, 8)).map(({ body }) => body);
    expect(bodies.toSorted()).toEqual(messages.slice(0, 8).map(({ body }) => body));
    expect(await glance(world(), queue)).toEqual([]);
  });

  it("names the entries of a batch that were refused, by their place, and sends the others", async () => {
    const queue = await world().queue();
    const bodies = ["first", "bad \u0000", "third", "bad \u{FFFE}"];
    const sending = world().broker.sendBatch(
      queue,
      bodies.map((body) => ({ queue, body })),
    );
    if (world().faults.has("takes-forbidden-characters")) {
      expect(await sending).toEqual([]);
      return;
    }
    const failures = await sending;
    expect(failures.map(({ index }) => index)).toEqual([1, 3]);
    for (const { problem } of failures) expect(problem).toMatch(/\w{5,}/);
    expect((await take(world(), queue, 2)).map(({ body }) => body).toSorted()).toEqual(["first", "third"]);
  });

  it("refuses a batch that is over 1 MiB as a whole", async () => {
    const queue = await world().queue();
    const messages = Array.from({ length: 2 }, () => ({ queue, body: "x".repeat(MEBIBYTE / 2 + 1) }));
    await expect(world().broker.sendBatch(queue, messages)).rejects.toMatchObject({ code: "AWS_REFUSED" });
    expect(await glance(world(), queue)).toEqual([]);
  });

  it("sends nothing when there is nothing", async () => {
    const queue = await world().queue();
    expect(await world().broker.sendBatch(queue, [])).toEqual([]);
    await world().broker.acknowledge(queue, []);
  });

  it("sends hundreds of messages at once, and loses none", async () => {
    const queue = await world().queue();
    const bodies = Array.from({ length: 300 }, (_, index) => `body ${index}`);
    await Promise.all(bodies.map((body) => world().broker.send({ queue, body })));
    const deliveries = await take(world(), queue, 300);
    expect(deliveries.map(({ body }) => body).toSorted()).toEqual(bodies.toSorted());
  });
}
