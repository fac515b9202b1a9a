import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aProject } from "../support/a-project.ts";
import { bundleOf, inputsOf } from "../support/bundle-worker.ts";

const bundle = bundleOf("test/cdk/fixture/tasks.ts");
const code = bundle.files.get("index.mjs") ?? "";

describe("the bundle of a worker", () => {
  it("holds the user's tasks and the Lambda handler", () => {
    expect(inputsOf(bundle)).toEqual(
      expect.arrayContaining(["test/cdk/fixture/tasks.ts", "src/worker.ts", "src/lambda/create-worker.ts"]),
    );
  });

  it("holds nothing of the CLI, the embedded cloud, the memory world, the test door or CDK", () => {
    const foreign =
      /^(src\/(cli|dev|memory|queue|poller|testing|dashboard|aws\/(cloudformation|cloudwatch))\b|cdk\/|node_modules\/(aws-cdk|constructs|dynalite|esbuild|commander|hono|@aws-sdk\/client-cloudwatch))/;
    expect(inputsOf(bundle).filter((path) => foreign.test(path))).toEqual([]);
  });

  // A tenth of it is the beat's two clients, behind an import(): evaluated when a task asks for app.beat, and not before.
  it("has at most 720 KB", () => {
    console.log(`worker bundle: ${Math.round(code.length / 1000)} KB minified, the AWS SDK's clients included`);
    expect(code.length).toBeLessThanOrEqual(720_000);
  });

  it("holds nothing of S3, but for a worker that has a bucket", () => {
    const ofS3 = (path: string) => /client-s3|src\/aws\/payload\/open/.test(path);
    expect(inputsOf(bundle).filter(ofS3)).toEqual([]);
    const withBucket = bundleOf("test/cdk/fixture/tasks.ts", [], true);
    expect(inputsOf(withBucket).filter(ofS3)).not.toEqual([]);
    const more = (withBucket.files.get("index.mjs") ?? "").length - code.length;
    console.log(`a bucket adds ${Math.round(more / 1000)} KB`);
    expect(more).toBeLessThanOrEqual(220_000);
  });

  it("runs by itself in a folder where nothing is installed", () => {
    const root = aProject(Object.fromEntries(bundle.files));
    const run = "import { handler } from './index.mjs'; await handler({}).catch((error) => console.log(error.code));";
    writeFileSync(join(root, "run.mjs"), run);
    expect(execFileSync(process.execPath, [join(root, "run.mjs")], { encoding: "utf8" })).toBe("NOT_LAMBDA_EVENT\n");
  });
});
