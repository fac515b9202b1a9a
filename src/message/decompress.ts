import zlib from "node:zlib";
import { LovageError } from "../errors/index.ts";
import { MOST_DECOMPRESSED } from "./limits.ts";
import { undecodable } from "./undecodable.ts";

type Decompress = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;

/** Kombu's names (`kombu/compression.py`). What kombu calls gzip is in truth zlib's format; unzip tells the two apart. */
const methods: ReadonlyMap<string, Decompress | undefined> = new Map<string, Decompress | undefined>([
  ["application/x-gzip", zlib.unzipSync],
  ["gzip", zlib.unzipSync],
  ["zlib", zlib.unzipSync],
  ["application/x-brotli", zlib.brotliDecompressSync],
  ["brotli", zlib.brotliDecompressSync],
  // Node has it from 22.15 on.
  ["application/zstd", zlib.zstdDecompressSync as Decompress | undefined],
  ["zstd", zlib.zstdDecompressSync as Decompress | undefined],
  ["zstandard", zlib.zstdDecompressSync as Decompress | undefined],
]);

/**
 * Decompresses a body, up to 16 MiB.
 *
 * @throws LovageError UNSUPPORTED_COMPRESSION, UNDECODABLE_MESSAGE
 */
export function decompress(bytes: Uint8Array, compression: string): Uint8Array {
  const method = methods.get(compression);
  if (!method) {
    const allowed = [...methods].filter(([name, known]) => known && name.includes("/"));
    throw new LovageError("UNSUPPORTED_COMPRESSION", {
      got: compression,
      allowed: allowed.map(([name]) => name),
    });
  }
  try {
    return method(bytes, { maxOutputLength: MOST_DECOMPRESSED });
  } catch (cause) {
    const tooLarge = cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";
    const problem = tooLarge ? `grows to more than ${MOST_DECOMPRESSED} bytes` : "is damaged";
    throw undecodable(`its body, which is compressed as ${compression}, ${problem}`, cause);
  }
}
