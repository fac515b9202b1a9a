import type { Fact } from "./fact.ts";
import type { QueueState } from "./queue-state.ts";

/** A fact about the messages or the settings of a queue that exists. */
export type QueueFact = Exclude<Fact, { type: "queue-created" | "queue-deleted" }>;

/** Makes a queue's state what it became by this fact. `find` knows the state of the other queues. */
export function replay(state: QueueState, fact: QueueFact, find: (name: string) => QueueState | undefined): void {
  switch (fact.type) {
    case "queue-changed":
      state.change(fact.attributes, fact.tags, fact.at);
      break;
    case "purged":
      state.purge();
      break;
    case "sent":
      state.send(fact.message);
      break;
    case "received":
      receive(state, fact);
      break;
    case "visibility-changed":
      changeVisibility(state, fact);
      break;
    case "deleted":
    case "expired":
      remove(state, fact.number);
      break;
    case "dead-lettered":
    case "moved":
      remove(state, fact.number);
      find(fact.to)?.arrive(fact.message);
      break;
    case "available":
      // Follows from the times that the other facts have told.
      break;
  }
}

function receive(state: QueueState, fact: Extract<QueueFact, { type: "received" }>): void {
  const message = state.shelf.get(fact.number);
  if (!message) return;
  state.shelf.pick(message);
  message.receiveCount++;
  message.firstReceivedAt ??= fact.at;
  message.receivedAt = fact.at;
  state.shelf.hold(message, fact.until);
}

function changeVisibility(state: QueueState, fact: Extract<QueueFact, { type: "visibility-changed" }>): void {
  const message = state.shelf.get(fact.number);
  if (message?.state === "in flight") state.shelf.extend(message, fact.until);
}

function remove(state: QueueState, number: number): void {
  const message = state.shelf.get(number);
  if (message) state.shelf.remove(message);
}
