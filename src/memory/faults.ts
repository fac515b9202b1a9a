/** A call of a port that is about to be made, or was made. */
export interface PortCall {
  readonly port: "broker" | "store" | "beat" | "delays" | "payloads";
  /** The method: `send`, `claim` and so on. */
  readonly method: string;
  readonly args: readonly unknown[];
}

/**
 * Faults of the world, made on purpose: what is thrown here is what the caller gets. Tests decide which call fails;
 * nothing is random.
 */
export interface Faults {
  /** Asked before a call takes effect: a request that never arrives. */
  readonly before?: (call: PortCall) => void | Promise<void>;
  /** Asked after a call took effect: an answer that is lost. */
  readonly after?: (call: PortCall) => void | Promise<void>;
}

/** The methods that answer with no promise, and never fail. */
const sure: readonly (string | symbol)[] = ["journal", "records", "list", "close"];

/** The adapter with faults in its way. */
export function withFaults<T extends object>(port: PortCall["port"], adapter: T, faults: Faults | undefined): T {
  if (!faults) return adapter;
  return new Proxy(adapter, {
    get(target, method) {
      const member: unknown = Reflect.get(target, method, target);
      if (typeof member !== "function") return member;
      const made = member.bind(target);
      if (typeof method !== "string" || sure.includes(method)) return made;
      return (...args: unknown[]) => around({ port, method, args }, () => made(...args), faults);
    },
  });
}

async function around<T>(call: PortCall, make: () => Promise<T>, faults: Faults): Promise<T> {
  await faults.before?.(call);
  const answer = await make();
  await faults.after?.(call);
  return answer;
}
