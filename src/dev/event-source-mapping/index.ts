// The door of the room: Lambda's event source mapping for SQS, on the queue engine.
export { EventSourceMapping, type MappingParts } from "./event-source-mapping.ts";
export type { BatchMessage, MappingFact } from "./mapping-fact.ts";
export { checkMapping, type MappingOptions } from "./mapping-options.ts";
