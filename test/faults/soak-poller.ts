import { awsAdapters } from "../../src/aws/index.ts";
import { Poller } from "../../src/poller/index.ts";
import { type Clock, systemClock } from "../../src/runtime/index.ts";
import { app } from "./soak-tasks.ts";

/*
 * A poller in a process of its own, whose clock is wrong by so many milliseconds:
 *
 *     node test/faults/soak-poller.ts <milliseconds> <queue>...
 */
const [skew = "0", ...queues] = process.argv.slice(2);
const clock: Clock = {
  now: () => systemClock.now() + Number(skew),
  after: (ms, callback) => systemClock.after(ms, callback),
};
app.connect(awsAdapters(app.settings, { ...app.runtime, clock }), { clock });
const poller = new Poller(await app.worker(), {
  queues,
  concurrency: 16,
  visibility: "3s",
  grace: "500ms",
  wait: "2s",
});
process.once("SIGTERM", () => void poller.stop());
// Whoever started it has ended.
process.once("disconnect", () => process.exit(1));
process.send?.("ready");
await poller.run();
process.exit(0);
