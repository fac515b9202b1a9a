import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^lovage$/, replacement: here("./src/index.ts") },
      { find: /^lovage\/worker$/, replacement: here("./src/worker.ts") },
      { find: /^lovage\/testing$/, replacement: here("./src/testing.ts") },
      { find: /^lovage\/dashboard$/, replacement: here("./src/dashboard.ts") },
      { find: /^lovage\/cdk$/, replacement: here("./cdk/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/interop/**", "test/browser/**", "test/deploy/**", "node_modules/**"],
    // For what hangs, not for what is slow: these machines are shared.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    unstubEnvs: true,
  },
});
