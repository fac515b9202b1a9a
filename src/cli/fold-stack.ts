import { fileURLToPath } from "node:url";

/** The folders of Lovage's own code: its sources, to which the source maps of a build lead, and the build. */
const ownFolders = ownFoldersOf(fileURLToPath(new URL("..", import.meta.url)));

/** Frames of what a user's modules are loaded through: the entry that names them, and the bundle around them. */
const bundled = /(lovage-entry\.ts|\/bundle-\d+-\d+\.mjs)/;

/**
 * A stack as its reader needs it: his own frames, with their paths from where he is, and one line for what stands between
 * and below them of Lovage and of Node. A stack without a frame of his is left as it is.
 *
 * @param folder - where he is. @default the working directory
 */
export function foldStack(stack: string, folder: string = process.cwd()): string {
  const lines = stack.split("\n");
  if (!lines.some((line) => isFrame(line) && ownerOf(line) === undefined)) return stack;
  const shown: string[] = [];
  let folded: Owner[] = [];
  const unfold = () => {
    if (folded.length > 0) shown.push(`    … ${summary(folded)}`);
    folded = [];
  };
  for (const line of lines) {
    const owner = isFrame(line) ? ownerOf(line) : undefined;
    if (owner !== undefined) folded.push(owner);
    else {
      unfold();
      shown.push(isFrame(line) ? fromHere(line, folder) : line);
    }
  }
  unfold();
  return shown.join("\n");
}

type Owner = "lovage" | "node";

function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}

function ownerOf(frame: string): Owner | undefined {
  if (frame.includes("node:internal/")) return "node";
  return bundled.test(frame) || ownFolders.some((folder) => frame.includes(folder)) ? "lovage" : undefined;
}

function summary(owners: readonly Owner[]): string {
  const whose = [...new Set(owners)].sort().join(" and ");
  return `${owners.length} ${owners.length === 1 ? "frame" : "frames"} of ${whose}`;
}

/** A path from here, where it leads below here. */
function fromHere(frame: string, folder: string): string {
  return frame.replace(`file://${folder}/`, "").replace(`${folder}/`, "");
}

function ownFoldersOf(here: string): string[] {
  const root = here.replace(/(dist\/)?src\/$/, "");
  return [`${root}src/`, `${root}dist/`];
}
