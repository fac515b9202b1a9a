import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The objects of all buckets, by `bucket/key`. */
export interface Objects {
  put(name: string, body: Buffer): void;
  get(name: string): Buffer | undefined;
  remove(name: string): void;
}

/** Objects in memory. */
export function objectsInMemory(): Objects {
  const kept = new Map<string, Buffer>();
  return {
    put: (name, body) => void kept.set(name, body),
    get: (name) => kept.get(name),
    remove: (name) => void kept.delete(name),
  };
}

/** Objects in a folder, each in a file of its own. A key may be longer than a file's name: the file is called by its hash. */
export function objectsInFolder(folder: string): Objects {
  mkdirSync(folder, { recursive: true });
  const fileOf = (name: string) => join(folder, createHash("sha256").update(name).digest("hex"));
  return {
    put(name, body) {
      const file = fileOf(name);
      writeFileSync(`${file}.new`, body);
      renameSync(`${file}.new`, file);
    },
    get(name) {
      try {
        return readFileSync(fileOf(name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    remove: (name) => rmSync(fileOf(name), { force: true }),
  };
}
