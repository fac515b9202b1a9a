/*
 * Given to Node by --import: the package's own name leads to its sources instead of the last build, so that an example can be
 * run as it stands, without building first.
 */
import { registerHooks } from "node:module";

const doors: Readonly<Record<string, string>> = {
  lovage: new URL("../../src/index.ts", import.meta.url).href,
  "lovage/worker": new URL("../../src/worker.ts", import.meta.url).href,
  "lovage/testing": new URL("../../src/testing.ts", import.meta.url).href,
};

registerHooks({
  resolve: (specifier, context, next) => next(doors[specifier] ?? specifier, context),
});
