import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";

const CHROMIUM = "/usr/bin/chromium";

/** The Chromium of Debian's packages, installed where it is missing and this user may; or why there is none. */
export function chromium(): { readonly program: string } | { readonly missing: string } {
  if (isThere()) return { program: CHROMIUM };
  if (process.getuid?.() !== 0) return { missing: `there is no ${CHROMIUM}, and only root may install it` };
  if (spawnSync("apt-get", ["--version"]).status !== 0) {
    return { missing: `there is no ${CHROMIUM}, and no apt-get to install it with` };
  }
  console.log("installing chromium from Debian's packages");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...words: string[]) => spawnSync("apt-get", ["-q", ...words], { env, encoding: "utf8" });
  apt("update");
  const { stderr } = apt("install", "-y", "--no-install-recommends", "chromium");
  if (isThere()) return { program: CHROMIUM };
  return { missing: `apt-get could not install chromium: ${stderr.trim().split("\n").at(-1)}` };
}

function isThere(): boolean {
  try {
    accessSync(CHROMIUM, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
