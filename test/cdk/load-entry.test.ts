import { App, Stack } from "aws-cdk-lib";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { Lovage, type LovageProps } from "../../cdk/index.ts";
import { type LoadOptions, loadEntry } from "../../cdk/load-entry.ts";
import { aProject } from "../support/a-project.ts";
import { root } from "../support/source-files.ts";

const entry = "src/tasks.ts";
const lovage = `import { createApp, every } from ${JSON.stringify(`${root}/src/index.ts`)};
export const app = createApp({ name: "shop" });
const tick = app.task("tick", () => {});`;

/** What an entry of this text says, loaded as the construct loads it. */
function load(text: string, more: Partial<LoadOptions> = {}, files: Readonly<Record<string, string>> = {}) {
  const projectRoot = aProject({ [entry]: text, ...files });
  return loadEntry({ projectRoot, entry, environment: {}, ...more });
}

/** A construct on an entry of this text, its code not bundled where that is not asked for. */
function construct(text: string, props: Partial<LovageProps> = {}, context: Record<string, unknown> = {}) {
  const projectRoot = aProject({ [entry]: text });
  const stack = new Stack(new App({ context }), "ShopStack");
  new Lovage(stack, "Shop", { app: "shop", entry, projectRoot, ...props });
  return stack;
}

const schedulesOf = (loaded: ReturnType<typeof load>) => loaded?.app.schedules.map(({ name }) => name);

describe("an entry that is loaded at synthesis", () => {
  it("says what it declares, in any module of it, with its tasks and settings", () => {
    const loaded = load(
      `${lovage}
      import { also } from "./more.ts";
      also(app);
      app.schedule("here", every("1h"), tick);`,
      {},
      {
        "src/more.ts": `import { every } from ${JSON.stringify(`${root}/src/index.ts`)};
        export const also = (app: any) => app.schedule("there", every("2h"), "tick");`,
      },
    );
    expect(schedulesOf(loaded)).toEqual(["there", "here"]);
    expect(loaded?.tasks.map(({ name }) => name)).toEqual(["tick"]);
    expect(loaded?.settings).toMatchObject({ name: "shop", defaultQueue: "default" });
  });

  it("sees its worker's environment, as what it declares may hang on it, and nothing of Lovage's in this machine's", () => {
    const text = `${lovage} if (process.env.STAGE === "prod") app.schedule("prod", every("1h"), tick);
      if (process.env.LOVAGE_SHOP_TABLE) app.schedule("leaked", every("1h"), tick);`;
    process.env.LOVAGE_SHOP_TABLE = "of-another-deployment";
    try {
      expect(schedulesOf(load(text, { environment: { STAGE: "prod" } }))).toEqual(["prod"]);
      expect(schedulesOf(load(text))).toEqual([]);
      expect(process.env).toMatchObject({ LOVAGE_SHOP_TABLE: "of-another-deployment" });
      expect(process.env).not.toHaveProperty("STAGE");
    } finally {
      delete process.env.LOVAGE_SHOP_TABLE;
    }
  });

  it("does without the modules that are built for Lambda or are in a layer, whatever it does with them at its import", () => {
    const text = `${lovage}
      import native, { Image } from "native";
      import layer from "in-a-layer/below";
      native.concurrency(1).cache(\`\${native.versions}\`);
      class Mine extends Image {}
      new Mine();
      layer();
      app.schedule("after", every("1h"), tick);`;
    const loaded = load(text, { nodeModules: ["native"], externalModules: ["in-a-layer"] });
    expect(schedulesOf(loaded)).toEqual(["after"]);
  });

  it("with a handler of its own need export no app, and then says nothing", () => {
    const text = "export const handler = async () => ({ batchItemFailures: [] });";
    expect(load(text, { handler: "handler" })).toBeUndefined();
  });

  it.each([
    [
      "throws at its import",
      "throw new Error('STRIPE_KEY is not set');",
      /SCHEDULES_NOT_READ.*/,
      /src\/tasks\.ts declares cannot be read: STRIPE_KEY is not set\. .* Or set schedules: false/,
    ],
    ["awaits at its top level", "await Promise.resolve();", /SCHEDULES_NOT_READ/, /awaits something at its top level/],
    ["cannot be bundled", 'import "left-pad";', /MODULE_NOT_LOADED/, /Could not resolve "left-pad"/],
  ])("that %s is refused, with its name and the fix", (_, text, code, message) => {
    const loading = () => load(`${lovage}\n${text}`);
    expect(loading).toThrow(code);
    expect(loading).toThrow(message);
  });

  it("that exports no app is refused", () => {
    expect(() => load("export const tasks = [];")).toThrow(/src\/tasks\.ts exports no Lovage app.*NO_APP_FOUND/);
  });
});

describe("the construct", () => {
  const declaring = `${lovage} app.schedule("declared", every("1h"), tick);`;
  const ruleCount = (stack: Stack) => Object.keys(Template.fromStack(stack).findResources("AWS::Events::Rule")).length;
  // The worker is not bundled there: it would need an installed Lovage.
  const handler = "export const handler = async () => {};";

  it("does not load the entry where schedules are switched off, nor where nothing is bundled", () => {
    const notBundled = { "aws:cdk:bundling-stacks": [] };
    const broken = "throw new Error('loaded');";
    expect(ruleCount(construct(broken, {}, notBundled))).toBe(0);
    expect(ruleCount(construct(`${handler} ${broken}`, { schedules: false, handler: "handler" }))).toBe(0);
  });

  it("deploys what is declared", () => {
    expect(ruleCount(construct(`${declaring} ${handler}`, { handler: "handler" }))).toBe(1);
  });

  it("loads the entry of each worker, and takes what two of them declare together once", () => {
    const projectRoot = aProject({
      "src/app.ts": `${declaring} ${handler}`,
      "src/mail.ts": `import { app } from "./app.ts"; ${handler} app.schedule("of-mail", { ...app.schedules[0].schedule }, "mail", { queue: "mail" }); export { app };`,
    });
    const stack = new Stack(new App(), "ShopStack");
    new Lovage(stack, "Shop", {
      app: "shop",
      entry: "src/app.ts",
      handler: "handler",
      projectRoot,
      queues: { default: {}, mail: {} },
      workers: { mailer: { queues: ["mail"], entry: "src/mail.ts" } },
    });
    expect(ruleCount(stack)).toBe(2);
  });

  it("refuses an entry whose app has another name", () => {
    const text = `${declaring} ${handler}`.replace('"shop"', '"bakery"');
    expect(() => construct(text, { handler: "handler" })).toThrow(
      /"app" is "shop"; it must be "bakery", the name that/,
    );
  });

  it("warns of a handler of one's own beside which no app is exported", () => {
    const stack = construct(handler, { handler: "handler" });
    const found = Annotations.fromStack(stack).findWarning("*", Match.stringLikeRegexp("exports no app"));
    expect(found).toHaveLength(1);
  });
});
