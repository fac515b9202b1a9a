// npm marks the bin executable in a packed install; a build in the checkout has to do it itself.
import { chmodSync, existsSync } from "node:fs";

const bin = new URL("../dist/src/cli/main.js", import.meta.url);
if (existsSync(bin)) chmodSync(bin, 0o755);
