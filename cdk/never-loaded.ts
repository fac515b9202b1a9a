/**
 * What stands in for a module that is deployed beside the bundle while the entry is loaded at synthesis: a CommonJS module
 * that is anything that is asked of it, and does nothing. No handler runs then, so it only has to outlive imports.
 */
const anything = [
  "const anything = new Proxy(function () {}, {",
  "get: (_, name) => name === Symbol.toPrimitive ? () => '' : name === '__esModule' || name === 'then' || name === Symbol.iterator ? undefined : anything,",
  "apply: () => anything, construct: () => anything, getPrototypeOf: () => anything });",
  "module.exports = anything;",
].join(" ");

/** As an alias of esbuild's. The comment at its end takes in what an import names below the module (`sharp/lib/x`). */
export const neverLoaded = `data:text/javascript,${encodeURIComponent(anything)}//`;
