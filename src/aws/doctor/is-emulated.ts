import type { Settings } from "../../settings/index.ts";

/** Whether an app's endpoint is not one of AWS's own: then much may not be there to be looked at. Pure. */
export function isEmulated({ endpoint }: Pick<Settings, "endpoint">): boolean {
  return endpoint !== undefined && !/\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
}
