// The door of the room: the ports in memory, with the same conditions as those on AWS.
export type { Faults, PortCall } from "./faults.ts";
export { type MemoryAdapters, type MemoryOptions, memoryAdapters } from "./memory-adapters.ts";
export type { MemoryBeat } from "./memory-beat.ts";
export type { MemoryDelays } from "./memory-delays.ts";
export type { MemoryStore } from "./memory-store.ts";
