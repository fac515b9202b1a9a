import { Line, type Place } from "./line.ts";
import type { Lineup } from "./lineup.ts";
import type { Message } from "./message.ts";

/** The messages of one MessageGroupId. */
interface Group {
  readonly id: string;
  /** Those that are delayed or visible, in the order in which they were sent. */
  readonly waiting: Line<Message>;
  /** While any is in flight, nobody gets another. */
  inFlight: number;
  /** Its place in the line of groups that can be received from. */
  place: Place<Group> | undefined;
}

/**
 * Strict order within a group, groups in turn. One batch takes as many messages of a group as it can before it goes to
 * the next group; then the group is locked until all of them are deleted or visible again.
 */
export class FifoLineup implements Lineup {
  readonly #groups = new Map<string, Group>();
  readonly #ready = new Line<Group>();
  #visible = 0;
  /** The group that the batch at hand takes from. */
  #open: Group | undefined;

  get visible(): number {
    return this.#visible;
  }

  add(message: Message): void {
    const group = this.#group(message);
    if (message.state === "in flight") {
      group.inFlight++;
      return;
    }
    message.place = group.waiting.push(message);
    if (message.state === "visible") this.show(message);
  }

  show(message: Message): void {
    this.#visible++;
    this.#offer(this.#group(message));
  }

  next(): Message | undefined {
    for (;;) {
      this.#open ??= this.#nextGroup();
      if (!this.#open) return undefined;
      const head = this.#open.waiting.first;
      if (head?.value.state === "visible") {
        this.#open.waiting.remove(head);
        this.#visible--;
        head.value.place = undefined;
        return head.value;
      }
      this.endBatch();
    }
  }

  hold(message: Message): void {
    this.#group(message).inFlight++;
  }

  endBatch(): void {
    const group = this.#open;
    this.#open = undefined;
    if (group) this.#offer(group);
  }

  comeBack(message: Message): void {
    const group = this.#group(message);
    group.inFlight--;
    message.place = group.waiting.insert(message, (other) => other.number > message.number);
    this.show(message);
  }

  letGo(message: Message): void {
    const group = this.#group(message);
    group.inFlight--;
    this.#offer(group);
  }

  remove(message: Message): void {
    const group = this.#group(message);
    if (message.place) group.waiting.remove(message.place);
    message.place = undefined;
    if (message.state === "visible") this.#visible--;
    if (group.place && group.waiting.first?.value.state !== "visible") {
      this.#ready.remove(group.place);
      group.place = undefined;
    }
    this.#offer(group);
  }

  #group(message: Message): Group {
    const id = message.groupId ?? "";
    let group = this.#groups.get(id);
    if (!group) {
      group = { id, waiting: new Line(), inFlight: 0, place: undefined };
      this.#groups.set(id, group);
    }
    return group;
  }

  #nextGroup(): Group | undefined {
    const group = this.#ready.shift();
    if (group) group.place = undefined;
    return group;
  }

  /** Lines the group up when it can be received from, and forgets it when it is empty. */
  #offer(group: Group): void {
    if (group === this.#open || group.place || group.inFlight > 0) return;
    const head = group.waiting.first;
    if (!head) this.#groups.delete(group.id);
    else if (head.value.state === "visible") group.place = this.#ready.push(group);
  }
}
