import { describeBroker } from "./broker.contract.ts";
import { embeddedWorld } from "./embedded-world.ts";
import { describeStore } from "./store.contract.ts";

describeBroker("the broker on the embedded SQS", embeddedWorld);
describeStore("the store on dynalite", embeddedWorld);
