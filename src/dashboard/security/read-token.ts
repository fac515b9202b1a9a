import type { Context } from "hono";
import { isSameSecret, type Protection } from "./protection.ts";

/** Whether a request carries the dashboard's token, another one, or none. Where there is no token, every one is another. */
export function readToken(context: Context, protection: Protection): "right" | "wrong" | "none" {
  const [, given] = /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "") ?? [];
  if (given === undefined) return "none";
  const token = protection.kind === "open" ? undefined : protection.token;
  return token !== undefined && isSameSecret(given, token) ? "right" : "wrong";
}
