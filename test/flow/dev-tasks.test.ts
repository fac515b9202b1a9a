import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DevSession, openDev } from "../../src/cli/dev/open-dev.ts";
import type { CloudFact } from "../../src/dev/index.ts";
import { createProducer } from "../../src/index.ts";
import { silentLogger, systemClock } from "../../src/runtime/index.ts";
import { root } from "../support/source-files.ts";
import type * as tasks from "./fixture/dev-app.ts";

/** What a user does with `lovage dev`, over its wire: real ports, threads and adapters, nothing played. */
let session: DevSession;
const facts: CloudFact[] = [];

beforeAll(async () => {
  const order = { files: ["test/flow/fixture/dev-app.ts"], port: 0, logLevel: "info", json: true } as const;
  const surroundings = { clock: systemClock, env: { TZ: "UTC" }, folder: root, logger: silentLogger };
  session = await openDev(order, { ...surroundings, tell: (fact) => facts.push(fact) });
});

afterAll(() => session.close());

const shop = () =>
  createProducer<typeof tasks>({ name: "dev-flow", endpoint: session.endpoint, routes: { failing: "mail" } });
const logged = (message: string) =>
  facts.flatMap((fact) => (fact.type === "line" ? JSON.parse(fact.line) : [])).filter((line) => line.message === message);

describe("a task in the embedded cloud", () => {
  it("is run by its function, and its result comes back", async () => {
    const result = await shop().task("add").delay(4, 4);
    expect(await result.get({ timeout: "20s" })).toBe(8);
    expect(await result.state()).toBe("SUCCESS");
  });

  it("is run again in place after a failure, until it works", async () => {
    const result = await shop().task("flaky").delay(2);
    expect(await result.get({ timeout: "20s" })).toBe(3);
    expect(logged("task will be retried").map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it("that fails for good says why, and lies among the dead letters", async () => {
    const result = await shop().task("failing").delay("no such mail");
    await expect(result.get({ timeout: "20s" })).rejects.toThrow(/no such mail/);
  });
});
