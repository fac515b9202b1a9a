// The door of the room: REST-JSON, the protocol that Scheduler alone speaks here.
export { handleRestJson, type RestJsonOptions } from "./handle-rest-json.ts";
