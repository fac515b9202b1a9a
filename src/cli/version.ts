import { createRequire } from "node:module";

/** The version of this package. Read from its package.json, which stands elsewhere for the sources than for the build. */
export function version(): string {
  const { version } = createRequire(import.meta.url)("lovage/package.json") as { version: string };
  return version;
}
