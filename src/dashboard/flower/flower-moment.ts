import { z } from "zod";

/** Flower's moments: `2014-04-13 15:55`, with seconds or without, in UTC as Celery means them; or ISO 8601 with its zone. */
const pattern = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?$/;

/** A moment as Flower's API takes it. */
export const flowerMoment = z.string().refine((text) => pattern.test(text) && Number.isFinite(momentOf(text)), {
  message: 'must be a moment such as "2026-04-13 15:55", in UTC',
});

/** The time of a moment, in milliseconds since 1970. Pure. */
export function momentOf(text: string): number {
  const iso = text.replace(" ", "T");
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : `${iso}Z`);
}
