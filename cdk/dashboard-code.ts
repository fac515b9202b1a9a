import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType, BundlingOutput, type ILocalBundling } from "aws-cdk-lib";
import { type AssetCode, Code, Runtime } from "aws-cdk-lib/aws-lambda";
import { bundleDashboard, type DashboardBundleOptions } from "./bundle-dashboard.ts";

/** The code of a dashboard's function as a CDK asset, named by the hash of its contents and made only for stacks that are being synthesized. */
export function dashboardCode(options: DashboardBundleOptions): AssetCode {
  return Code.fromAsset(fileURLToPath(new URL(".", import.meta.url)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: Runtime.NODEJS_24_X.bundlingImage,
      outputType: BundlingOutput.NOT_ARCHIVED,
      local: new LocalBundling(options),
    },
  });
}

class LocalBundling implements ILocalBundling {
  // CDK tells one bundling from another by this field, and reuses what it has bundled once.
  readonly options: DashboardBundleOptions;

  constructor(options: DashboardBundleOptions) {
    this.options = options;
  }

  tryBundle(outputDir: string): boolean {
    for (const [path, contents] of bundleDashboard(this.options)) {
      const file = join(outputDir, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, contents);
    }
    return true;
  }
}
