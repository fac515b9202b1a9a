/** The runs of a schedule, whatever its kind, as instants: milliseconds since 1970-01-01T00:00Z. */
export interface Timetable {
  /** Every run is a multiple of it: a minute, or a second, in milliseconds. */
  readonly grain: number;
  /** The runs from an instant on, that instant included, ascending. It may be without end. */
  from(start: number): Iterable<number>;
  /** Whether there is a run at exactly this instant. */
  includes(instant: number): boolean;
}

/** No run at all. */
export const emptyTimetable: Timetable = { grain: 1, from: () => [], includes: () => false };
