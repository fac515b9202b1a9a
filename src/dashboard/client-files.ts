import { readFile } from "node:fs/promises";
import type { Hono } from "hono";

/** The files of the page, as the build makes them, and their types. */
const files = {
  "app.js": "text/javascript; charset=utf-8",
  "app.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml",
} as const;

/** Where the build puts the page: beside this file's own build. This repository's tests run from the source, which has none. */
const builtBeside = new URL(
  import.meta.url.endsWith(".ts") ? "../../dist/src/dashboard/client/" : "./client/",
  import.meta.url,
);

/** Serves the page: its files, and the page itself at every other path, for it finds its own way by the address. */
export function serveClient(hono: Hono, folder = builtBeside): void {
  for (const [name, type] of Object.entries(files)) {
    hono.get(`/assets/${name}`, async (context) => {
      const body = await readFile(new URL(name, folder)).catch(() => undefined);
      if (!body) return context.text("There is no such file. Was the package built (npm run build)?", 404);
      return context.body(new Uint8Array(body), 200, { "content-type": type, "cache-control": "no-cache" });
    });
  }
  hono.get("*", async (context) => {
    if (context.req.path.startsWith("/api/")) {
      return context.json(
        { error: { code: "NO_SUCH_PATH", message: `There is nothing at ${context.req.path}.` } },
        404,
      );
    }
    const page = await readFile(new URL("index.html", folder), "utf8").catch(() => undefined);
    return page ? context.html(page) : context.text("The page is not built: npm run build.", 503);
  });
}
