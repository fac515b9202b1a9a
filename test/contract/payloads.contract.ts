import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Payloads } from "../../src/ports/index.ts";
import { payloadKey } from "../../src/settings/index.ts";

/** A place with payloads in which the contract is tried. */
export interface PayloadWorld {
  readonly payloads: Payloads;
  close(): Promise<void>;
}

/** What all that keeps large arguments and results keeps to, as one suite. */
export function describePayloads(name: string, makeWorld: () => Promise<PayloadWorld>): void {
  describe(name, () => {
    let world: PayloadWorld;
    beforeAll(async () => {
      world = await makeWorld();
    });
    afterAll(() => world?.close());
    const aKey = (text: string) => payloadKey("contract", v7(), text);

    it("gives a text back as it was put, whatever characters are in it", async () => {
      const text = `["${"large ".repeat(300_000)}","\u{1F33F} ø \uD7FF \uFFFD","\\u0000\\n"]`;
      const key = aKey(text);
      await world.payloads.put(key, text);
      expect((await world.payloads.get(key)) === text).toBe(true);
    });

    it("keeps what is put last under a key", async () => {
      const key = aKey("text");
      await world.payloads.put(key, "first");
      await world.payloads.put(key, "last");
      expect(await world.payloads.get(key)).toBe("last");
    });

    it("has nothing under a key that was never put, or is removed", async () => {
      const [key, other] = [aKey("a"), aKey("b")];
      expect(await world.payloads.get(key)).toBeUndefined();
      await world.payloads.remove(key);
      await world.payloads.put(key, "a");
      await world.payloads.put(other, "b");
      await world.payloads.remove(key);
      await world.payloads.remove(key);
      expect(await world.payloads.get(key)).toBeUndefined();
      expect(await world.payloads.get(other)).toBe("b");
    });

    it("tells apart the tasks whose ids are no part of a key as they are", async () => {
      const ids = ["..", "a/b", "a b", "ø", "%2e%2e", "x".repeat(255)];
      const keys = ids.map((id) => payloadKey("contract", id, "text"));
      expect(new Set(keys).size).toBe(ids.length);
      await Promise.all(keys.map((key, index) => world.payloads.put(key, ids[index] ?? "")));
      expect(await Promise.all(keys.map((key) => world.payloads.get(key)))).toEqual(ids);
    });
  });
}
