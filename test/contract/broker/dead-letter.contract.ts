import { expect, it } from "vitest";
import type { World } from "../world.ts";

export function deadLetterContract(world: () => World): void {
  it("puts a message on the dead-letter queue beside its queue, untouched, with the reason as attributes", async () => {
    const queue = await world().queue();
    const leaf = world().faults.has("refuses-emoji") ? "" : "🌿";
    const body = `{"headers":{"task":"add"}} 日本 ${leaf}`;
    const error = `TypeError: x is no “function” ${leaf}\n at y`;
    const attributes = { "lovage.reason": "FAILED", "lovage.error": error, n: "3" };
    await world().broker.deadLetter({ queue, body, attributes });
    expect(await world().deadLetters(queue)).toMatchObject([{ body, attributes, receiveCount: 1 }]);
    expect(await world().broker.depth(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("takes a body that fills a message, and then leaves out what is said about it", async () => {
    const queue = await world().queue();
    const body = "x".repeat(1_048_576);
    await world().broker.deadLetter({ queue, body, attributes: { "lovage.reason": "FAILED" } });
    const [delivery] = await world().deadLetters(queue);
    expect(delivery?.body === body).toBe(true);
    expect(delivery?.attributes).toEqual({});
  });

  it("leaves out an attribute without a value, and those after the tenth", async () => {
    const queue = await world().queue();
    const attributes = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`a${n}`, n === 0 ? "" : `${n}`]));
    await world().broker.deadLetter({ queue, body: "{}", attributes });
    const [delivery] = await world().deadLetters(queue);
    expect(Object.keys(delivery?.attributes ?? {}).toSorted()).toEqual(
      Array.from({ length: 10 }, (_, n) => `a${n + 1}`).toSorted(),
    );
  });

  it("keeps the group of a message from a FIFO queue", async () => {
    const queue = await world().queue("fifo");
    await world().broker.deadLetter({ queue, body: "{}", groupId: "customer-1", attributes: { why: "FAILED" } });
    await world().broker.deadLetter({ queue, body: "[]", attributes: { why: "UNDECODABLE" } });
    const letters = await world().deadLetters(queue);
    expect(letters.map(({ body, groupId }) => [body, groupId])).toEqual([
      ["{}", "customer-1"],
      ["[]", queue],
    ]);
  });

  it("takes the same letter of a FIFO queue twice as one, and one of another death as another", async () => {
    const queue = await world().queue("fifo");
    const letter = { queue, body: "{}", groupId: "g", attributes: { "lovage.attempt": "3" } };
    await world().broker.deadLetter(letter);
    await world().broker.deadLetter(letter);
    await world().broker.deadLetter({ ...letter, attributes: { "lovage.attempt": "6" } });
    const letters = await world().deadLetters(queue);
    const told = letters.map(({ attributes }) => attributes["lovage.attempt"]);
    expect(told).toEqual(world().faults.has("one-of-a-group") ? ["3"] : ["3", "6"]);
  });

  it("hands out dead letters to be looked at, gives them back, and removes them", async () => {
    const { broker } = world();
    const queue = await world().queue();
    const kind = "deadLetters" as const;
    await broker.deadLetter({ queue, body: "{}", attributes: { "lovage.attempt": "3" } });
    const look = () => broker.receive({ queue, kind, max: 10, waitSeconds: 1, visibilitySeconds: 60 });
    const [first] = await look();
    expect(first).toMatchObject({ queue, body: "{}", attributes: { "lovage.attempt": "3" } });
    expect(await broker.depth(queue, kind)).toMatchObject({ visible: 0, inFlight: 1 });
    await broker.hide(queue, first?.receipt ?? "", 0, kind);
    const [again] = await look();
    expect(again?.messageId).toBe(first?.messageId);
    await broker.acknowledge(queue, [again?.receipt ?? ""], kind);
    expect(await broker.depth(queue, kind)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("sends a message with attributes, as a redrive does", async () => {
    const { broker } = world();
    for (const kind of ["standard", "fifo"] as const) {
      const queue = await world().queue(kind);
      const fifo = kind === "fifo" && { groupId: "g", deduplicationId: "redrive-1" };
      await broker.send({ queue, body: "{}", attributes: { "lovage.attempt": "3" }, ...fifo });
      const [delivery] = await broker.receive({ queue, max: 1, waitSeconds: 1 });
      expect(delivery?.attributes).toEqual({ "lovage.attempt": "3" });
    }
  });
}
