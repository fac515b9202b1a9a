import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsAdapters } from "../../src/aws/index.ts";
import type { Adapters } from "../../src/ports/index.ts";
import { silentLogger, systemRuntime } from "../../src/runtime/index.ts";
import { readSettings } from "../../src/settings/index.ts";

/** An endpoint, and how to let go of it. */
export interface Endpoint {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/** What the AWS adapters say when nothing is deployed. (The world in memory makes its queues itself.) */
export function describeAbsence(name: string, parts: readonly string[], makeEndpoint: () => Promise<Endpoint>): void {
  describe(name, () => {
    let place: Endpoint;
    let adapters: Adapters;
    beforeAll(async () => {
      place = await makeEndpoint();
      const app = `lovage-absent-${Math.random().toString(36).slice(2, 10)}`;
      const settings = readSettings({ name: app, endpoint: place.endpoint }, {});
      adapters = awsAdapters(settings, systemRuntime({ logger: silentLogger }));
    });
    afterAll(() => place?.close());

    if (parts.includes("broker")) {
      it("is an error that names the queue, in every call", async () => {
        const { broker } = adapters;
        const queue = "mail";
        const calls = [
          broker.send({ queue, body: "{}" }),
          broker.sendBatch(queue, [{ queue, body: "{}" }]),
          broker.receive({ queue, max: 1, waitSeconds: 0 }),
          broker.acknowledge(queue, ["receipt"]),
          broker.hide(queue, "receipt", 1),
          broker.deadLetter({ queue, body: "{}", attributes: {} }),
          broker.depth(queue),
          broker.depth(queue, "deadLetters"),
          broker.purge(queue),
          broker.purge(queue, "deadLetters"),
        ];
        for (const call of await Promise.allSettled(calls)) {
          expect(call).toMatchObject({ status: "rejected", reason: { code: "QUEUE_NOT_FOUND", detail: { queue } } });
        }
      });
    }

    if (parts.includes("store")) {
      it("is an error that names the table, in every call", async () => {
        const { store } = adapters;
        const counters = { attempt: 0, failures: 0, cuts: 0, base: 0, startedAt: 0, finishedAt: 0, expiresAt: 9e9 };
        const record = { id: "1", task: "add", queue: "mail", ...counters, state: "IGNORED" } as const;
        const claim = { id: "1", task: "add", queue: "mail", owner: "me", now: 0, leaseUntil: 0, expiresAt: 9e9 };
        const calls = [
          store.claim(claim),
          store.settle({ ...claim, failures: 0, cuts: 0, ending: { state: "IGNORED" } }),
          store.conclude(record, 0),
          store.revoke({ id: "1", reason: "x", terminate: true, now: 0, expiresAt: 9e9 }),
          store.write([record]),
          store.read("1"),
          store.readMany(["1"]),
          store.forget("1"),
          store
            .journal({ from: Date.now() - 1_000, to: Date.now() })
            [Symbol.asyncIterator]()
            .next(),
        ];
        for (const call of await Promise.allSettled(calls)) {
          expect(call).toMatchObject({ status: "rejected", reason: { code: "TABLE_NOT_FOUND" } });
        }
      });
    }
  });
}
