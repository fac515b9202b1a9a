import { cpSync, existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { LovageError } from "../src/errors/index.ts";

/** The platform that modules are to run on, in npm's words. Lambda's is linux with glibc. */
export interface Platform {
  readonly os: string;
  readonly cpu: string;
  readonly libc: string;
}

/** An installed package, and where its copy goes. */
interface Package {
  readonly name: string;
  readonly source: string;
  readonly target: string;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

/**
 * Copies installed packages and all that they depend on into `<outputDir>/node_modules`, leaving out the builds for
 * other platforms. What is installed is what is deployed: no registry is asked.
 *
 * @throws LovageError MODULE_NOT_LOADED when one is not installed, or not for the platform
 */
export function copyModules(modules: readonly string[], projectRoot: string, outputDir: string, platform: Platform) {
  const placed = new Map<string, string>();
  const place = (name: string, source: string, requiredBy: string): Package | undefined => {
    // Where Node would look from the copy of who requires it, nearest first; a copy of this very package will do.
    let target = join(outputDir, "node_modules", name);
    for (let dir = requiredBy; ; dir = dirname(dir)) {
      const found = placed.get(join(dir, "node_modules", name));
      if (found === source) return undefined;
      if (found) target = join(requiredBy, "node_modules", name);
      if (found || dir === outputDir) break;
    }
    placed.set(target, source);
    cpSync(source, target, { recursive: true, filter: (path) => path !== join(source, "node_modules") });
    return { name, source, target };
  };

  const waiting: Package[] = [];
  for (const name of modules) {
    const source = find(name, projectRoot);
    if (!source) throw refuse(name, "it is not installed");
    const top = place(name, source, outputDir);
    if (top) waiting.push(top);
  }
  // Breadth first: all that one package requires is placed before the requirements of those are.
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for (const [name, source] of requirements(next, platform)) {
      const dependency = place(name, source, next.target);
      if (dependency) waiting.push(dependency);
    }
  }
}

/** What a package needs on the platform: name and folder of each. */
function requirements(of: Package, platform: Platform): [string, string][] {
  const manifest = read(of.source);
  const optional = Object.keys(manifest.optionalDependencies ?? {});
  const required = Object.keys(manifest.dependencies ?? {}).filter((name) => !optional.includes(name));
  const found: [string, string][] = [];
  for (const name of required) {
    const source = find(name, of.source);
    if (!source) throw refuse(of.name, `its dependency ${name} is not installed`);
    found.push([name, source]);
  }
  const builds = optional.flatMap((name) => {
    const source = find(name, of.source);
    return source ? [{ name, source, manifest: read(source) }] : [];
  });
  const fitting = builds.filter((build) => fits(build.manifest, platform));
  // Without a build that fits, a module loads on this machine and nowhere else. What one build needs (sharp's its
  // libvips) is optional as well, and is not there either when npm was forced to install the build alone.
  const lacksBuild =
    builds.some((build) => isBuild(build.manifest)) && !fitting.some((build) => isBuild(build.manifest));
  const lacksPart = isBuild(manifest) && builds.length < optional.length;
  if (lacksBuild || lacksPart) {
    const { os, cpu, libc } = platform;
    const fix = `npm install --no-save --os=${os} --cpu=${cpu} --libc=${libc}`;
    throw refuse(of.name, `it is not installed for ${os}-${cpu}, where the worker runs (try ${fix})`);
  }
  return [...found, ...fitting.map(({ name, source }): [string, string] => [name, source])];
}

/** Whether a package is a build for one platform. */
function isBuild(manifest: Manifest): boolean {
  return manifest.os !== undefined || manifest.cpu !== undefined;
}

function fits(manifest: Manifest, platform: Platform): boolean {
  return (["os", "cpu", "libc"] as const).every((key) => {
    const [listed, wanted] = [manifest[key] ?? [], platform[key]];
    // npm's lists name what is allowed, or with a "!" what is not.
    return !listed.includes(`!${wanted}`) && (listed.includes(wanted) || listed.every((item) => item.startsWith("!")));
  });
}

/** The real folder of a package, found as Node finds it from `from`. */
function find(name: string, from: string): string | undefined {
  for (let dir = from; ; dir = dirname(dir)) {
    const candidate = join(dir, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (dir === dirname(dir)) return undefined;
  }
}

function read(dir: string): Manifest {
  return JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as Manifest;
}

function refuse(name: string, problem: string): LovageError {
  return new LovageError("MODULE_NOT_LOADED", { file: name, problem });
}
