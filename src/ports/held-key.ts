/** A sender's wish that a key stands for its task. */
export interface KeyClaim {
  /** What is shared: the way in which sends collapse, the app, the task and the sender's key, as one text. */
  readonly key: string;
  /** The id of the task that is about to be sent. */
  readonly id: string;
  readonly now: number;
  /** Until when the key is to stand for the task, in milliseconds since 1970. */
  readonly until: number;
  /** Not before when the task is to run, in milliseconds since 1970. @default at once */
  readonly eta?: number;
}

/** The task that a key stands for. */
export interface KeyHolder {
  readonly id: string;
  readonly until: number;
  readonly eta?: number;
  /** Whether its message is known to be sent. */
  readonly sent: boolean;
}

/** A sender's wish to be the last one of a group of sends. */
export interface Supersession {
  readonly key: string;
  readonly id: string;
  readonly now: number;
  /** Until when another send belongs to the same group, in milliseconds since 1970. */
  readonly quietAt: number;
  /** When a group that begins with this send is over at the latest, in milliseconds since 1970. */
  readonly latestAt: number;
}

/** The answer to a supersession. */
export interface Superseded {
  /** The task that was the last one of the group before; none where the group begins. */
  readonly before: string | undefined;
  /** When the last one of the group is to run. */
  readonly due: number;
}
