import { describeAbsence } from "./absence.contract.ts";
import { describeBroker } from "./broker.contract.ts";
import { embeddedEndpoint, embeddedWorld } from "./embedded-world.ts";
import { describeStore } from "./store.contract.ts";

describeBroker("the broker on the embedded SQS", embeddedWorld);
describeStore("the store on dynalite", embeddedWorld, 12);
describeAbsence("what is not there, in the embedded cloud,", ["broker", "store"], embeddedEndpoint);
