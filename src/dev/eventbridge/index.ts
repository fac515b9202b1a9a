// The door of the room: EventBridge's scheduled rules, behind their AWS JSON protocol.
export { type EventBridge, eventBridge } from "./eventbridge.ts";
