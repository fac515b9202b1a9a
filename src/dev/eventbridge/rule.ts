import type { Tags } from "../beat/index.ts";
import type { Input } from "../wire/index.ts";
import type { targetMembers } from "./target-members.ts";

/** A target of a rule, as PutTargets got it. */
export type Target = Input<typeof targetMembers>;

/** A rule of the default bus. */
export interface Rule {
  readonly name: string;
  readonly expression: string;
  readonly state: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly tags: Tags;
  /** By their ids. */
  readonly targets: Readonly<Record<string, Target>>;
  /** From when a rate counts: the creation, to the second, in milliseconds since 1970. */
  readonly origin: number;
}
