import { describe, expect, it } from "vitest";
import { tailCommand } from "../../../src/cli/logs/tail-command.ts";
import { embeddedEndpoint } from "../../contract/embedded-world.ts";
import { run } from "./run-in-process.ts";

describe("the command that shows a log", () => {
  const tail = { logGroup: "/aws/lambda/worker", since: "10m", follow: false };

  it("names the group and how far back", () => {
    expect(tailCommand(tail)).toBe("aws logs tail /aws/lambda/worker --since 10m --format short");
  });

  it("follows, looks for a task, and asks where the app is", () => {
    const where = { region: "eu-north-1", profile: "my shop", endpoint: "http://127.0.0.1:4566" };
    expect(tailCommand({ ...tail, logGroup: "a$b", follow: true, id: "1-2", ...where })).toBe(
      `aws logs tail 'a$b' --since 10m --format short --follow --filter-pattern '"1-2"' --endpoint-url http://127.0.0.1:4566 --region eu-north-1 --profile 'my shop'`,
    );
  });

  it("leaves nothing of an id to the shell", () => {
    expect(tailCommand({ ...tail, id: "a'; rm -rf /; '" })).toContain(`'"a'\\''; rm -rf /; '\\''"'`);
  });
});

describe("lovage logs", () => {
  it("says where the log is when there is no function", async () => {
    const { endpoint, close } = await embeddedEndpoint();
    const ran = await run(["logs", "--name", "shop", "--endpoint", endpoint]);
    await close();
    expect(ran).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("log to their own output") });
  });

  it("refuses a time that the AWS CLI does not know", async () => {
    expect(await run(["logs", "--name", "shop", "--since", "500ms"])).toMatchObject({ code: 2 });
    expect(await run(["logs", "--name", "shop", "--since", "soon"])).toMatchObject({ code: 2 });
  });
});
