import type { Context } from "hono";

/** Whether the reader's browser speaks HTTPS, to us or to a proxy before us: only then may it be told to keep the cookie to that. */
export function isSecure(context: Context): boolean {
  // Each proxy on the way may add its own behind the reader's.
  const [first] = (context.req.header("x-forwarded-proto") ?? "").split(",");
  return first?.trim() === "https" || new URL(context.req.url).protocol === "https:";
}
