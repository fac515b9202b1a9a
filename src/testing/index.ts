// The door of the room: a world in memory for users' tests.
export { type TestDeadLetter, TestWorld, type TestWorldOptions, testWorld } from "./test-world.ts";
