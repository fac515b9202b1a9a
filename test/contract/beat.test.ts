import { expect, it } from "vitest";
import { awsBeat, embeddedBeat, memoryBeat } from "./beat/beat-world.ts";
import { describeBeat, describeTickingBeat } from "./beat.contract.ts";

describeTickingBeat("the beat in memory", memoryBeat);
describeTickingBeat("the beat on the embedded EventBridge", embeddedBeat);

/*
 * And on any endpoint that speaks AWS (LOVAGE_TEST_BEAT_ROLE is the role with which Scheduler sends, for AWS itself):
 *
 *     LOVAGE_TEST_ENDPOINT=http://localhost:4566 npx vitest run test/contract/beat.test.ts
 */
const { LOVAGE_TEST_ENDPOINT: endpoint } = process.env;
if (endpoint) describeBeat(`the beat at ${endpoint}`, () => awsBeat(endpoint));
else it("waits for LOVAGE_TEST_ENDPOINT to name an endpoint to be tried", () => expect(endpoint).toBeFalsy());
