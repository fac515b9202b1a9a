// The door of the room: from a call to a message on its queue.
export { type PlannedSend, planSend, type SendRequest } from "./plan-send.ts";
export type { Sent } from "./prepared.ts";
export { Producer, type ProducerSurroundings } from "./producer.ts";
export { routeOf } from "./route.ts";
