import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Where bundles of a project may lie: below the `node_modules` that its files see, which no repository keeps, or in
 * `.lovage` where there is none.
 */
export function cacheFolder(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const modules = join(at, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache", "lovage");
    if (dirname(at) === at) return join(resolve(folder), ".lovage", "cache");
  }
}
