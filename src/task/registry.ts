import { didYouMean, LovageError } from "../errors/index.ts";
import type { TaskDefinition } from "./task-definition.ts";

/** The tasks of an app by name and alias. A Map, so that no name of a message (`constructor`) finds what is no task. */
export class Registry {
  readonly #byName = new Map<string, TaskDefinition>();
  readonly #tasks: TaskDefinition[] = [];

  /** @throws LovageError DUPLICATE_TASK */
  add(definition: TaskDefinition): void {
    const names = [definition.name, ...definition.options.aliases];
    for (const name of names) {
      const known = this.#byName.get(name);
      if (known && known !== definition) throw new LovageError("DUPLICATE_TASK", { name });
    }
    if (this.#byName.has(definition.name)) return;
    for (const name of names) this.#byName.set(name, definition);
    this.#tasks.push(definition);
  }

  /** The task with this name or alias. */
  find(name: string): TaskDefinition | undefined {
    return this.#byName.get(name);
  }

  /** All tasks, in the order of their registration. */
  get tasks(): readonly TaskDefinition[] {
    return this.#tasks;
  }

  /** The error to give for a name that is not registered. */
  unknown(name: string): LovageError<"UNKNOWN_TASK"> {
    const known = [...this.#byName.keys()];
    return new LovageError("UNKNOWN_TASK", { name, known, suggestion: didYouMean(name, known) });
  }
}
