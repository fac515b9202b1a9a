import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../../vitest.config.ts";

// One file after the other: each has a browser and a running app of its own, and a runner may have two cores.
export default mergeConfig(
  defineConfig({ resolve: shared.resolve ?? {} }),
  defineConfig({
    root: import.meta.dirname,
    test: { include: ["**/*.test.ts"], fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 },
  }),
);
