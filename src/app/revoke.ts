import type { Revocation, RevokeOptions } from "../results/index.ts";
import type { Connection } from "./connection.ts";

/** `app.revoke`: of one task, or of many. */
export interface Revoke {
  (id: string, options?: RevokeOptions): Promise<Revocation>;
  (ids: readonly string[], options?: RevokeOptions): Promise<Revocation[]>;
}

/** The function behind `app.revoke`. */
export function revoker(connection: () => Connection): Revoke {
  return (async (ids: string | readonly string[], options: RevokeOptions = {}) => {
    if (Array.isArray(ids)) return connection().revoke(ids, options);
    const [revocation] = await connection().revoke([ids as string], options);
    return revocation;
  }) as Revoke;
}
