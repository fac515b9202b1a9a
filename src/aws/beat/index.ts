// A second door of the room, for the constructs: what EventBridge is given for a schedule, as values. It loads no client.
export {
  type DeployableParts,
  deployableParts,
  type WantedDelivery,
  type WantedRule,
  type WantedSchedule,
} from "./deployable-parts.ts";
