import { describe, expect, it } from "vitest";
import { dashboardWorld } from "../unit/dashboard/dashboard-world.ts";

describe("passwords guessed side by side", () => {
  it("count as if they came one after the other", async () => {
    const { ask } = await dashboardWorld({ password: "correct horse" });
    const guesses = Array.from({ length: 20 }, (_, index) =>
      ask("POST", "/api/session", { password: `guess ${index}` }),
    );
    const states = (await Promise.all(guesses)).map(({ status }) => status);
    expect(states.filter((status) => status === 401)).toHaveLength(5);
    expect(states.filter((status) => status === 429)).toHaveLength(15);
  });
});
