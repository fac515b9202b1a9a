// The dashboard's page is bundled into the package, so that users of it need no build of their own.
import { copyFileSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = new URL("../src/dashboard/client/", import.meta.url);
const target = new URL("../dist/src/dashboard/client/", import.meta.url);
mkdirSync(target, { recursive: true });
await build({
  entryPoints: [
    { in: fileURLToPath(new URL("main.tsx", source)), out: "app" },
    { in: fileURLToPath(new URL("app.css", source)), out: "app" },
  ],
  outdir: fileURLToPath(target),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
});
for (const file of ["index.html", "icon.svg"]) copyFileSync(new URL(file, source), new URL(file, target));
