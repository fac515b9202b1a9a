import { describeBroker } from "./broker.contract.ts";
import { memoryWorld } from "./memory-world.ts";
import { describeStore } from "./store.contract.ts";

describeBroker("the broker in memory", memoryWorld);
describeStore("the store in memory", memoryWorld, 1_000);
