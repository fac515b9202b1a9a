/** Lines of what loads a user's modules: Node, the entry that names them, and the process. */
const loaders = /^\s+at .*(node:internal\/|lovage-entry\.ts|\/environment-process\.|\/bundle-\d+-\d+\.mjs)/;

/** The stack of an error in a user's modules, without what stands below them. Pure. */
export function readableStack(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => !loaders.test(line))
    .join("\n");
}
