import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AssetHashType, BundlingOutput, type ILocalBundling } from "aws-cdk-lib";
import { Architecture, type AssetCode, Code, Runtime } from "aws-cdk-lib/aws-lambda";
import { type BundleOptions, bundleWorker } from "./bundle-worker.ts";
import { copyModules } from "./copy-modules.ts";

/**
 * The code of a worker as a CDK asset, named by the hash of its contents. Bundled in this process, so without Docker,
 * and only for stacks that are being synthesized (`cdk ls` bundles nothing).
 */
export function workerCode(options: BundleOptions, architecture: Architecture): AssetCode {
  return Code.fromAsset(options.projectRoot, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: Runtime.NODEJS_24_X.bundlingImage,
      outputType: BundlingOutput.NOT_ARCHIVED,
      local: new LocalBundling(options, architecture.name),
    },
  });
}

class LocalBundling implements ILocalBundling {
  // CDK tells one bundling from another by these fields, and reuses what it has bundled once.
  readonly options: BundleOptions;
  readonly architecture: string;

  constructor(options: BundleOptions, architecture: string) {
    this.options = options;
    this.architecture = architecture;
  }

  tryBundle(outputDir: string): boolean {
    for (const [name, text] of bundleWorker(this.options).files) writeFileSync(join(outputDir, name), text);
    const platform = {
      os: "linux",
      cpu: this.architecture === Architecture.ARM_64.name ? "arm64" : "x64",
      libc: "glibc",
    };
    copyModules(this.options.nodeModules ?? [], this.options.projectRoot, outputDir, platform);
    return true;
  }
}
