import type { TickFact } from "./tick-fact.ts";

/** What EventBridge may do and rarely does, done on purpose, so that tests meet it. The decisions are the test's. */
export interface TickFaults {
  /** Whether a tick is delivered twice: "at least once" is all that EventBridge promises. @default never */
  readonly duplicate?: ((tick: Pick<TickFact, "source" | "target" | "scheduledAt">) => boolean) | undefined;
}
