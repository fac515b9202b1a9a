import { expect, it } from "vitest";
import { run } from "./run-in-process.ts";

it.each([
  ["LOVAGE_DASHBOARD_PASSWORD", "secret", 8],
  ["LOVAGE_DASHBOARD_TOKEN", "secret-token", 16],
])("lovage dashboard refuses a short %s by its name, and does not show it", async (variable, secret, length) => {
  const { code, stderr } = await run(["dashboard", "--name", "shop", "--port", "0"], { env: { [variable]: secret } });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `error: ${variable} must be a string of at least ${length} characters. [INVALID_USAGE]\n`,
  });
});
