import { describe, expect, it } from "vitest";
import { dashboardWorld } from "../unit/dashboard/dashboard-world.ts";

describe("retrying the record of the id all", () => {
  it("is retrying one task that is not there, and not sending every dead letter back", async () => {
    const { ask, fail, world } = await dashboardWorld();
    await fail.delayMany([["ada"], ["bob"]]);
    await world.runAll();
    const sent = world.sent().length;

    expect(await ask("POST", "/api/records/all/retry", {})).toMatchObject({
      status: 404,
      answer: { error: { code: "LETTER_NOT_FOUND" } },
    });

    expect(world.sent()).toHaveLength(sent);
    expect((await ask("GET", "/api/dead-letters")).answer.letters).toHaveLength(2);
  });
});
