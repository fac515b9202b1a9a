import { rule } from "../src/settings/index.ts";

/** How the worker's code is bundled by esbuild. */
export interface WorkerBundling {
  /**
   * Whether the code is made small. Stacks stay readable: source maps go with it, and names are kept.
   * @default true - less to load is less to wait for at a cold start.
   */
  readonly minify?: boolean;
  /**
   * Modules that are left out of the bundle and not deployed with it: those of a layer.
   * @default - none; the AWS SDK is bundled too, which starts faster than Lambda's own copy.
   */
  readonly externalModules?: string[];
  /**
   * Modules that are deployed beside the bundle as they are installed, with what they depend on: native ones, and
   * those that read their own files. A native one must be installed for Lambda's platform too, as with
   * `npm install --os=linux --cpu=arm64 sharp`.
   * @default - none
   */
  readonly nodeModules?: string[];
  /**
   * Expressions to put in place of names, as esbuild's `define`: `{ "process.env.STAGE": '"prod"' }`.
   * @default - none
   */
  readonly define?: Readonly<Record<string, string>>;
}

/** The rules for the props of WorkerBundling. */
export const bundlingRules = {
  minify: rule.flag,
  externalModules: rule.texts,
  nodeModules: rule.texts,
  define: rule.object,
};
