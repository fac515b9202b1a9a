import { bundleWorker, type WorkerBundle } from "../../cdk/bundle-worker.ts";
import { root } from "./source-files.ts";

/** What is deployed for a module of tasks of this repository, as the Worker construct bundles it. */
export function bundleOf(entry: string, nodeModules: string[] = [], payloads = false): WorkerBundle {
  return bundleWorker({ projectRoot: root, entry, nodeModules, payloads });
}

/** The files that went into a bundle, by their paths from the root. */
export function inputsOf(bundle: WorkerBundle): string[] {
  return Object.keys(bundle.metafile.inputs);
}
