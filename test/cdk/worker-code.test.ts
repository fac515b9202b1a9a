import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { TaskQueue, TaskTable, Worker } from "../../cdk/index.ts";
import { aProject } from "../support/a-project.ts";

/** A project of two entries, whose createWorker is a stand-in: this is about which code goes where. */
const project = {
  "node_modules/lovage/package.json": '{"name":"lovage","type":"module","exports":{"./worker":"./worker.js"}}',
  "node_modules/lovage/worker.js": "export const createWorker = (tasks) => async () => Object.keys(tasks);",
  "src/mail.ts": "export const mail: string = 'the mail tasks';",
  "src/video.ts": "export const video: string = 'the video tasks';",
};

function deploy(entries: readonly string[]) {
  const projectRoot = aProject(project);
  const outdir = join(aProject({ ".keep": "" }), "cdk.out");
  const app = new App({ outdir });
  const stack = new Stack(app, "ShopStack");
  const { table } = new TaskTable(stack, "Table");
  for (const [i, entry] of entries.entries()) {
    const queue = new TaskQueue(stack, `queue${i}`);
    new Worker(stack, `Worker${i}`, { app: "shop", projectRoot, entry, table, queues: [{ queue }] });
  }
  const functions = Template.fromStack(stack).findResources("AWS::Lambda::Function");
  const keys = Object.values(functions).map(({ Properties }) => String(Properties.Code.S3Key));
  return keys.map((key) => join(outdir, `asset.${key.replace(".zip", "")}`));
}
const codeIn = (asset: string) => readFileSync(join(asset, "index.mjs"), "utf8");

describe("the code of workers", () => {
  it("is that of its entry, with its source map and nothing else", () => {
    const [mail, video] = deploy(["src/mail.ts", "src/video.ts"]);
    if (!mail || !video) throw new Error("there are two workers");
    expect([codeIn(mail).includes("the mail tasks"), codeIn(mail).includes("the video tasks")]).toEqual([true, false]);
    expect([codeIn(video).includes("the mail tasks"), codeIn(video).includes("the video tasks")]).toEqual([
      false,
      true,
    ]);
    expect(readdirSync(mail).sort()).toEqual(["index.mjs", "index.mjs.map"]);
  });

  it("is bundled and uploaded once for workers of one entry", () => {
    expect(new Set(deploy(["src/mail.ts", "src/mail.ts"])).size).toBe(1);
  });
});
