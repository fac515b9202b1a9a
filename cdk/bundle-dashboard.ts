import { existsSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { LovageError } from "../src/errors/index.ts";
import type { AppOutline } from "./app-outline.ts";
import { requireBanner } from "./bundle-worker.ts";
import { neverOnLambda } from "./never-on-lambda.ts";
import { withoutS3 } from "./without-s3.ts";

/** Holds, as JSON, who signs people in, where the function itself has to see to that. */
export const signInVariable = "LOVAGE_DASHBOARD_SIGN_IN";

export interface DashboardBundleOptions {
  /** The name of the app. */
  readonly app: string;
  /** What is known of it. @default nothing: forms know no tasks */
  readonly outline: AppOutline | undefined;
  readonly readOnly: boolean;
  /** Whether the app has a bucket for large arguments and results. @default false */
  readonly payloads?: boolean;
  /** Who checks who asks: what stands before the function, or the function, by what its environment says. */
  readonly protection: "elsewhere" | "sign-in";
}

/** The page's files, as the package's build makes them. */
const pageFiles = ["index.html", "app.js", "app.css", "icon.svg"];

/** The root of our modules: `dist` in the package, the repository in a checkout. */
const root = new URL("../", import.meta.url);
const ending = extname(import.meta.url);

/**
 * Bundles the function of a dashboard: our own code, what is known of the app, and the page beside it. Nothing of the app's own
 * code is in it.
 *
 * @param page - the folder of the built page. @default the package's own
 * @returns the files of the function, by their paths
 * @throws LovageError MODULE_NOT_LOADED when the page is not built
 */
export function bundleDashboard(options: DashboardBundleOptions, page: URL = builtPage()): ReadonlyMap<string, Buffer> {
  const { outputFiles } = buildSync({
    absWorkingDir: fileURLToPath(root),
    stdin: {
      contents: handlerModule(options),
      resolveDir: fileURLToPath(root),
      sourcefile: "lovage-dashboard.js",
      loader: "js",
    },
    outfile: "index.mjs",
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    mainFields: ["module", "main"],
    alias: neverOnLambda,
    define: {
      __dirname: "import.meta.dirname",
      __filename: "import.meta.filename",
      ...withoutS3(options.payloads === true),
    },
    banner: { js: requireBanner },
    minify: true,
    keepNames: true,
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "silent",
  });
  const code = outputFiles.map(({ path, contents }) => [path.slice(path.lastIndexOf("/") + 1), Buffer.from(contents)]);
  const files = pageFiles.map((name) => [`client/${name}`, readPage(new URL(name, page))]);
  return new Map([...code, ...files] as [string, Buffer][]);
}

function handlerModule({ app, outline, readOnly, protection }: DashboardBundleOptions): string {
  const appOptions = { name: app, ...outline?.options };
  const who =
    protection === "elsewhere" ? "protectedElsewhere: true" : `signIn: JSON.parse(process.env.${signInVariable})`;
  const tasks = outline ? `tasks: () => ${JSON.stringify(outline.tasks)}` : "";
  return `import { createApp } from "./src/index${ending}";
import { createDashboard, dashboardHandler } from "./src/dashboard${ending}";
const app = createApp(${JSON.stringify(appOptions)});
export const handler = dashboardHandler(createDashboard(app, { ${[who, `readOnly: ${readOnly}`, tasks].join(", ")} }));
`;
}

/** Where the build has put the page. In a checkout that runs from its sources, that is below `dist`. */
function builtPage(): URL {
  const [beside = root, built = root] = ["src/dashboard/client/", "dist/src/dashboard/client/"].map((path) => {
    return new URL(path, root);
  });
  return existsSync(new URL("app.js", beside)) ? beside : built;
}

function readPage(file: URL): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const problem = "the dashboard's page is not there; in a checkout of Lovage, npm run build makes it";
    throw new LovageError("MODULE_NOT_LOADED", { file: fileURLToPath(file), problem }, { cause });
  }
}
