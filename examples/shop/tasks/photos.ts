import { mkdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import sharp from "sharp";
import { app } from "./app.ts";

/** Makes a thumbnail of one photograph. The same photograph gives the same file, so a second run does no harm. */
export const makeThumbnail = app.task(
  "photos.thumbnail",
  { queue: "photos", timeLimit: "1m", retry: { max: 2 } },
  async (photograph: string, folder: string, width: number) => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, `${basename(photograph, extname(photograph))}-${width}.jpg`);
    const { height, size } = await sharp(photograph).autoOrient().resize({ width }).jpeg({ quality: 80 }).toFile(file);
    return { file, width, height, bytes: size };
  },
);
