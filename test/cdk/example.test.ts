import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aProject } from "../support/a-project.ts";
import { root } from "../support/source-files.ts";

/** What `npx cdk synth` writes with no account, no region, no home and no network. */
function synthesize(): string {
  const out = join(aProject({ "home/.keep": "" }), "cdk.out");
  const bin = join(root, "node_modules/.bin");
  execFileSync(join(bin, "cdk"), ["synth", "--quiet", "--output", out], {
    cwd: root,
    stdio: "pipe",
    env: {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: join(out, "../home"),
      AWS_EC2_METADATA_DISABLED: "true",
      CDK_DISABLE_CLI_TELEMETRY: "true",
    },
  });
  return out;
}

describe("the example app", () => {
  it("is synthesized by the pinned CDK CLI, with the code of its workers and their native module", () => {
    const out = synthesize();
    const { Resources } = JSON.parse(readFileSync(join(out, "LovageShop.template.json"), "utf8"));
    const types = Object.values(Resources).map((resource) => Object(resource).Type);
    expect(types.filter((type) => type === "AWS::Lambda::EventSourceMapping")).toHaveLength(3);
    // Three that the tasks declare, and the deployment's own in a time zone.
    const schedules = Object.values(Resources).flatMap((resource) =>
      /^AWS::(Events::Rule|Scheduler::Schedule)$/.test(Object(resource).Type) ? Object(resource).Properties.Name : [],
    );
    expect(schedules.sort()).toEqual([
      "lovage-shop.add-every-10-seconds",
      "lovage-shop.bergen-report",
      "lovage-shop.greet-every-30-seconds",
      "lovage-shop.monday-report",
    ]);
    // Two workers of one entry are one asset.
    const assets = readdirSync(out).filter((name) => name.startsWith("asset."));
    expect(assets).toHaveLength(1);
    expect(readdirSync(join(out, assets[0] ?? "")).sort()).toEqual(["index.mjs", "index.mjs.map", "node_modules"]);
    expect(existsSync(join(out, assets[0] ?? "", "node_modules/sharp/package.json"))).toBe(true);
  });
});
