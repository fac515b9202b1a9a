import type { KeyClaim, KeyHolder, Superseded, Supersession } from "../ports/index.ts";
import type { Clock } from "../runtime/index.ts";
import { ExpiringMap } from "./expiring-map.ts";

/** A group of sends, and the last one of it. */
interface Group {
  readonly id: string;
  readonly before: string | undefined;
  readonly quietAt: number;
  readonly latestAt: number;
}

/** How much longer than its time a key is remembered, in milliseconds: for senders whose clock is behind. */
const STAYS = 3_600_000;

/** What keys stand for, and groups of sends, in memory. */
export class MemoryKeys {
  readonly #holders: ExpiringMap<KeyHolder>;
  readonly #groups: ExpiringMap<Group>;

  constructor(clock: Clock) {
    this.#holders = new ExpiringMap(({ until }) => until + STAYS <= clock.now());
    this.#groups = new ExpiringMap(({ quietAt }) => quietAt + STAYS <= clock.now());
  }

  reserve({ key, id, now, until, eta }: KeyClaim): KeyHolder {
    const before = this.#holders.get(key);
    if (before && before.until > now) return before;
    const holder = Object.freeze({ id, until, ...(eta !== undefined && { eta }), sent: false });
    this.#holders.set(key, holder);
    return holder;
  }

  confirm(key: string, id: string): void {
    const holder = this.#holders.get(key);
    if (holder?.id === id) this.#holders.set(key, Object.freeze({ ...holder, sent: true }));
  }

  supersede({ key, id, now, quietAt, latestAt }: Supersession): Superseded {
    const group = this.#groups.get(key);
    const isOpen = group !== undefined && group.quietAt > now && group.latestAt > now;
    const end = isOpen ? group.latestAt : latestAt;
    const superseded = group?.id === id ? group.before : group?.id;
    const before = isOpen ? superseded : undefined;
    this.#groups.set(key, { id, before, quietAt, latestAt: end });
    return { before, due: Math.min(quietAt, end) };
  }
}
