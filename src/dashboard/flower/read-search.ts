import { LovageError } from "../../errors/index.ts";
import type { FoundLine } from "../journal/find-lines.ts";

/** Flower's qualifiers that the journal knows the field of. */
const known = {
  name: ({ task }) => task,
  uuid: ({ id }) => id,
  state: ({ state }) => state,
  worker: ({ worker }) => worker,
  queue: ({ queue }) => queue,
} satisfies Record<string, (line: FoundLine) => string>;

/**
 * Flower's search over the tasks: words, each with a qualifier or without, all of which a task must have (`AND` may stand
 * between them). A word without a qualifier is looked for in the id, the name, the state and the worker.
 *
 * @throws LovageError INVALID_REQUEST where a qualifier is asked for that the journal does not keep, and for OR and parentheses
 */
export function readSearch(search: string): (line: FoundLine) => boolean {
  const words = search.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const wanted = words.filter((word) => word !== "AND").map(readWord);
  return (line) => wanted.every((isFound) => isFound(line));
}

function readWord(word: string): (line: FoundLine) => boolean {
  if (word === "OR" || /^[()]/.test(word)) throw refusal(`${word}: words are joined by AND alone`);
  const [, qualifier, value] = /^(\w+):(.*)$/.exec(word) ?? [];
  const text = (value ?? word).replaceAll('"', "").toLowerCase();
  if (qualifier === undefined) {
    return ({ id, task, state, worker }) => `${id}|${task}|${state}|${worker}`.toLowerCase().includes(text);
  }
  if (!Object.hasOwn(known, qualifier)) {
    const names = Object.keys(known).join(", ");
    throw refusal(`${qualifier}: the journal does not keep it. It keeps ${names}`);
  }
  const field = known[qualifier as keyof typeof known];
  const whole = qualifier === "state";
  return (line) => {
    const found = field(line).toLowerCase();
    return whole ? found === text : found.includes(text);
  };
}

function refusal(issue: string): LovageError {
  return new LovageError("INVALID_REQUEST", { where: "the query of GET /api/tasks", issues: [`search: ${issue}`] });
}
