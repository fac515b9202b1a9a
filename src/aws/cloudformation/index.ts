// A second door of the room, for the command line alone: what a deployed stack says of itself. It stands apart from the
// first because no worker and no producer needs CloudFormation's client.
export { type DeployedStack, readStack, type StackOutput } from "./read-stack.ts";
