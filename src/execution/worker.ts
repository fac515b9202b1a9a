import type { Adapters } from "../ports/index.ts";
import type { Producer } from "../producer/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { Settings } from "../settings/index.ts";
import type { Registry } from "../task/index.ts";
import type { Middleware } from "./middleware.ts";

/** All that an execution works with: the registered tasks, what wraps them, and the world they run in. */
export interface Worker extends Adapters {
  readonly registry: Registry;
  readonly middleware: readonly Middleware[];
  readonly producer: Producer;
  readonly runtime: Runtime;
  readonly settings: Settings;
}
