// The door of the room: clock, ids, randomness, logger. What the engine may know of the machine it runs on.
export { type Clock, sleep, type Timer } from "./clock.ts";
export { FrozenClock } from "./frozen-clock.ts";
export { type Ids, timeOfId, uuidIds } from "./ids.ts";
export { jsonLogger, type LogSink } from "./json-logger.ts";
export { type Logger, type LogLevel, logLevels, silentLogger } from "./logger.ts";
export { type Runtime, systemRuntime } from "./runtime.ts";
export { systemClock } from "./system-clock.ts";
