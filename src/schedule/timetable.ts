/** The runs of a schedule, whatever its kind, as instants: milliseconds since 1970-01-01T00:00Z. */
export interface Timetable {
  /** Every run is a multiple of it: a minute, or a second, in milliseconds. */
  readonly grain: number;
  /** The runs from `start` on and before `end`, ascending. With an infinite end they may go on for ever. */
  between(start: number, end: number): Iterable<number>;
  /** Whether there is a run at exactly this instant. */
  includes(instant: number): boolean;
}

/** No run at all. */
export const emptyTimetable: Timetable = { grain: 1, between: () => [], includes: () => false };
