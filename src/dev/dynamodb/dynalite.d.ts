// dynalite brings no types. What is used of it.
declare module "dynalite" {
  import type { Server } from "node:http";

  /** An in-memory DynamoDB, or one in a LevelDB under `path`. Its server is of no use without `listen`, but to `emit` requests. */
  export default function dynalite(options: {
    readonly path?: string;
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }): Server;
}
