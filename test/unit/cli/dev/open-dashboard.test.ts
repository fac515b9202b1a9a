import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { describeApp } from "../../../../src/cli/dev/app-description.ts";
import { openDashboard } from "../../../../src/cli/dev/open-dashboard.ts";
import { createApp } from "../../../../src/index.ts";
import { silentLogger } from "../../../../src/runtime/index.ts";

it("names the option of the dashboard's port, when that is taken", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const app = describeApp(createApp({ name: "shop" }));
  await expect(openDashboard(() => app, "http://127.0.0.1:1", silentLogger, port)).rejects.toThrow(
    `Port ${port} is taken. Choose another with --dashboard-port, or stop what runs there.`,
  );
});
