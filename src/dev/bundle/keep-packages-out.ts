import { isBuiltin } from "node:module";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { ImportKind, Plugin } from "esbuild";

/** Files that stand for packages, by the specifier: `lovage` → `/…/lovage/dist/src/index.js`. */
export type StandIns = Readonly<Record<string, string>>;

/** Tells our own question from the one that it answers. */
const asked = Symbol("asked");

/**
 * Bundles a user's own files, wherever tsconfig's paths and workspaces have them, and leaves what is installed where it
 * is: packages with native parts work, and a rebuild takes milliseconds. A package is named by the URL of its file as
 * resolved from the file that imports it, so that the bundle may lie anywhere.
 */
export function keepPackagesOut(standIns: StandIns): Plugin {
  return {
    name: "keep-packages-out",
    setup(build) {
      build.onResolve(
        { filter: /^[^./]/ },
        async ({ path, kind, pluginData, importer, resolveDir, with: attributes }) => {
          if (pluginData === asked || kind === "entry-point" || isAbsolute(path) || isBuiltin(path)) return undefined;
          const standIn = Object.hasOwn(standIns, path) ? standIns[path] : undefined;
          if (standIn !== undefined) return { path: reference(standIn, kind), external: true };
          const found = await build.resolve(path, { kind, importer, resolveDir, with: attributes, pluginData: asked });
          if (found.errors.length > 0 || found.external || !/[\\/]node_modules[\\/]/.test(found.path)) return found;
          return { path: reference(found.path, kind), external: true };
        },
      );
    },
  };
}

/** `import` takes URLs, and `require` takes paths. */
function reference(file: string, kind: ImportKind): string {
  return kind === "require-call" || kind === "require-resolve" ? file : pathToFileURL(file).href;
}
