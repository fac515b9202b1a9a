// The door "lovage/testing": a world in memory for the tests of your tasks. It never comes near a Lambda's bundle; a test
// of the bundle sees to that.
export { memoryAdapters } from "./memory/index.ts";
export { FrozenClock } from "./runtime/index.ts";
export { type TestDeadLetter, TestWorld, type TestWorldOptions, testWorld } from "./testing/index.ts";
