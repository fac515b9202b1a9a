import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it, onTestFinished } from "vitest";
import { appInStack } from "../../../src/cli/stack/app-in-stack.ts";
import { embeddedEndpoint } from "../../contract/embedded-world.ts";
import { aStackEndpoint } from "../../support/a-stack-endpoint.ts";
import { run } from "./run-in-process.ts";

const stack = (outputs: Record<string, string>) => ({
  name: "Shop",
  status: "CREATE_COMPLETE",
  outputs: Object.entries(outputs).map(([description, value]) => ({ description, value })),
});
const shop = {
  LOVAGE_SHOP_APP: "shop",
  LOVAGE_SHOP_QUEUES: '{"default":"https://sqs/1/Shop-default","mail":"https://sqs/1/Shop-mail"}',
  LOVAGE_SHOP_DEAD_LETTERS: '{"default":"https://sqs/1/Shop-default-dead"}',
  LOVAGE_SHOP_TABLE: "Shop-Table",
};
const bakery = { LOVAGE_BAKERY_APP: "Bakery", LOVAGE_BAKERY_QUEUES: "{}", LOVAGE_BAKERY_TABLE: "Bakery-Table" };

describe("the app in a stack", () => {
  it("has its name, queues, dead letters and table from the outputs", () => {
    expect(appInStack(stack({ ...shop, Other: "x" }))).toEqual({
      name: "shop",
      queues: {
        default: { url: "https://sqs/1/Shop-default", deadLetterUrl: "https://sqs/1/Shop-default-dead" },
        mail: { url: "https://sqs/1/Shop-mail" },
      },
      table: "Shop-Table",
      scheduleGroup: "default",
    });
  });

  it("has what its beat needs, where the stack tells it", () => {
    const role = "arn:aws:iam::1:role/Beat";
    const letters = "arn:aws:sqs:eu-north-1:1:Ticks";
    const beat = {
      LOVAGE_SHOP_BEAT_ROLE: role,
      LOVAGE_SHOP_BEAT_DEAD_LETTERS: letters,
      LOVAGE_SHOP_SCHEDULE_GROUP: "g",
    };
    const routes = { LOVAGE_SHOP_ROUTES: '{"mail.*":"mail"}' };
    expect(appInStack(stack({ ...shop, ...beat, ...routes }))).toMatchObject({
      beatRole: role,
      beatDeadLetters: letters,
      scheduleGroup: "g",
      routes: { "mail.*": "mail" },
    });
  });

  it("is the one that is named, of several; none named is refused", () => {
    const both = stack({ ...shop, ...bakery });
    expect(appInStack(both, "Bakery")).toMatchObject({ name: "Bakery", table: "Bakery-Table" });
    expect(() => appInStack(both)).toThrow("has several apps: Bakery, shop. Say which: --name Bakery.");
  });

  it("is not there in a stack of something else, and not under another's name", () => {
    expect(() => appInStack(stack({}))).toThrow(
      /^The stack "Shop" \(CREATE_COMPLETE\) has no outputs of a Lovage app\./,
    );
    expect(() => appInStack(stack(shop), "blog")).toThrow('no outputs of an app "blog"; it has those of shop.');
  });

  it("is asked for its name where only older outputs are there", () => {
    const { LOVAGE_SHOP_APP: _, ...older } = shop;
    expect(() => appInStack(stack(older))).toThrow("does not tell its app's name");
    expect(appInStack(stack(older), "shop")).toMatchObject({ name: "shop", table: "Shop-Table" });
  });
});

describe("--stack", () => {
  it("finds queues whose names nobody could guess", async () => {
    const cloud = await embeddedEndpoint();
    onTestFinished(cloud.close);
    const client = new SQSClient({
      endpoint: cloud.endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: "Shop-QueuesA1B2" }));
    client.destroy();
    const outputs = { ...shop, LOVAGE_SHOP_QUEUES: JSON.stringify({ default: QueueUrl }) };
    const endpoint = await aStackEndpoint({ Shop: outputs }, { behind: cloud.endpoint });

    const sent = await run(["send", "add", "4", "4", "--stack", "Shop", "--endpoint", endpoint]);
    expect(sent).toMatchObject({ code: 0, stderr: "" });
    const file = "test/unit/cli/shop-tasks.ts";
    const withFile = await run(["send", "add", "4", "4", "--app", file, "--stack", "Shop", "--endpoint", endpoint]);
    expect(withFile).toMatchObject({ code: 0, stderr: "" });
  });

  it("suggests the stack that was meant, and lists those that there are", async () => {
    const endpoint = await aStackEndpoint({ Shop: shop, Bakery: bakery });
    const { code, stderr } = await run(["send", "add", "--stack", "Shp", "--endpoint", endpoint]);
    expect(code).toBe(4);
    expect(stderr).toBe(
      'error: There is no CloudFormation stack "Shp". Did you mean "Shop"? There are Bakery, Shop. [STACK_NOT_FOUND]\n',
    );
  });

  it("says that a stack is not there also to who may not list them", async () => {
    const endpoint = await aStackEndpoint({ Shop: shop }, { listable: false });
    const { code, stderr } = await run(["send", "add", "--stack", "Shp", "--endpoint", endpoint]);
    expect(code).toBe(4);
    expect(stderr).toContain('There is no CloudFormation stack "Shp". Are region, profile and endpoint those');
  });

  it("says of an embedded cloud that it has no stacks", async () => {
    const cloud = await embeddedEndpoint();
    onTestFinished(cloud.close);
    const { code, stderr } = await run(["send", "add", "--stack", "Shop", "--endpoint", cloud.endpoint]);
    expect(code).toBe(2);
    expect(stderr).toContain("The endpoint is an embedded cloud, which has no CloudFormation stacks");
  });
});
