import { expect, it } from "vitest";
import { describeAbsence } from "./absence.contract.ts";
import { awsWorld } from "./aws-world.ts";
import { describeBroker } from "./broker.contract.ts";
import { knownFaults } from "./known-faults.ts";
import { describeStore } from "./store.contract.ts";

/*
 * The contract against any endpoint that speaks AWS:
 *
 *     LOVAGE_TEST_ENDPOINT=http://localhost:4566 LOVAGE_TEST_EMULATOR=localstack npx vitest run test/contract/endpoint.test.ts
 *
 * LOVAGE_TEST_EMULATOR names its list in known-faults.ts ("aws", without faults, if it is not set), LOVAGE_TEST_PARTS is
 * "broker" or "store" for an endpoint that plays but one of the two.
 */
const { LOVAGE_TEST_ENDPOINT: endpoint, LOVAGE_TEST_EMULATOR: emulator = "aws" } = process.env;
const parts = (process.env.LOVAGE_TEST_PARTS ?? "broker,store").split(",");

if (endpoint) {
  const faults = knownFaults(emulator);
  if (parts.includes("broker")) {
    describeBroker(`the broker at ${endpoint}`, () => awsWorld({ endpoint, faults, table: false }));
  }
  if (parts.includes("store")) describeStore(`the store at ${endpoint}`, () => awsWorld({ endpoint, faults }));
  describeAbsence(`what is not there, at ${endpoint},`, parts, async () => ({ endpoint, close: async () => {} }));
} else {
  it("waits for LOVAGE_TEST_ENDPOINT to name an endpoint to be tried", () => expect(endpoint).toBeFalsy());
}
