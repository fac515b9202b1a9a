import { expect, it } from "vitest";
import { awsBeat, embeddedBeat, memoryBeat } from "./beat/beat-world.ts";
import { describeDelays, describeTickingDelays } from "./delays.contract.ts";

describeTickingDelays("delays in memory", memoryBeat);
describeTickingDelays("delays in the embedded Scheduler", embeddedBeat);

/*
 * And on any endpoint that speaks AWS (LOVAGE_TEST_BEAT_ROLE is the role with which Scheduler sends, for AWS itself):
 *
 *     LOVAGE_TEST_ENDPOINT=http://localhost:4566 npx vitest run test/contract/delays.test.ts
 */
const { LOVAGE_TEST_ENDPOINT: endpoint } = process.env;
if (endpoint) describeDelays(`delays at ${endpoint}`, () => awsBeat(endpoint));
else it("waits for LOVAGE_TEST_ENDPOINT to name an endpoint to be tried", () => expect(endpoint).toBeFalsy());
