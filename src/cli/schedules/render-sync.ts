import type { SyncReport } from "../../beat/index.ts";
import { countOf } from "../count-of.ts";
import type { Paint } from "../paint.ts";
import { type Cell, tableLines } from "../render-table.ts";

/** What a sync has done, or would do, a line for each schedule. Pure. */
export function renderSync(app: string, report: SyncReport, dryRun: boolean, paint: Paint): string {
  const { put, added, changed, removed, deployed, over } = report;
  const count = put.length + deployed.length + over.length;
  const rows: Cell[][] = [
    ...put.map((name): Cell[] => {
      if (added.includes(name)) return [["green", "+"], name, "new"];
      return changed.includes(name) ? [["yellow", "~"], name, "changed"] : ["=", name, "as it is declared"];
    }),
    ...removed.map((name): Cell[] => [["red", "-"], name, "removed, as it is no longer declared"]),
    ...deployed.map((name): Cell[] => ["*", name, "left to infrastructure code, which deploys it"]),
    ...over.map((name): Cell[] => [".", name, "not put, as it has no run left"]),
  ];
  const lines = [
    `${paint("bold", app)}: ${countOf(count, "schedule")} declared${dryRun ? "; a dry run, nothing was changed" : ""}`,
    ...tableLines(["", "", ""], rows, paint).slice(1),
  ];
  return `${lines.join("\n")}\n`;
}
