// A further door of the room, for `lovage doctor` and `lovage logs` alone: what a deployment looks like from outside. It stands apart from the
// first because no worker and no producer needs the clients of Lambda and CloudWatch.
export type {
  AlarmFacts,
  DeploymentFacts,
  FunctionFacts,
  MappingFacts,
  QueueFacts,
  SqsFacts,
  TableFacts,
} from "./facts.ts";
export { readDeployment } from "./read-deployment.ts";
export { type FoundFunctions, readFunctions } from "./read-functions.ts";
export type { Seen } from "./seen.ts";
