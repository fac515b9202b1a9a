import { expect, it, onTestFinished } from "vitest";
import { createApp } from "../../src/app/index.ts";
import { lineLogger } from "../../src/cli/line-logger.ts";
import { plain } from "../../src/cli/paint.ts";
import { startEmbeddedCloud } from "../../src/dev/index.ts";
import { FrozenClock, uuidIds } from "../../src/runtime/index.ts";
import { queueName } from "../../src/settings/index.ts";

it("what the adapters of a worker have to say goes to the log that the worker was opened with", async () => {
  const clock = new FrozenClock();
  const queues = [{ name: queueName("shop", "default") }];
  const cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0, queues });
  onTestFinished(() => cloud.close(0));
  const lines: string[] = [];
  const sink = (line: string) => void lines.push(line);
  const app = createApp({ name: "shop", endpoint: cloud.endpoint });
  const { broker } = await app.worker({ logger: lineLogger({ clock, level: "info", sink, paint: plain }) });
  await broker.acknowledge("default", ["no receipt of ours"]);
  expect(lines).toEqual([
    expect.stringMatching(
      /^2026-\S+ WARN {2}messages could not be deleted and will be redelivered queue=default problems=/,
    ),
  ]);
});
