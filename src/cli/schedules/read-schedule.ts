import { LovageError } from "../../errors/index.ts";
import {
  at,
  cron,
  crontab,
  every,
  type Schedule,
  type SolarEvent,
  solar,
  type WallClockOptions,
} from "../../schedule/index.ts";
import { readDuration } from "../words/duration.ts";
import type { PutWords } from "./put-words.ts";

/** The words that say when, of which there is exactly one. */
const kinds = ["crontab", "every", "at", "cron", "solar"] as const;

/**
 * Reads when a schedule is to run. Pure.
 *
 * @throws LovageError INVALID_USAGE unless it is said exactly once, and what the schedule itself refuses
 */
export function readSchedule(words: PutWords): Schedule {
  const said = kinds.filter((kind) => words[kind] !== undefined);
  const [kind] = said;
  if (kind === undefined || said.length > 1) {
    const which =
      said.length > 1 ? `${said.map((word) => `--${word}`).join(" and ")} say it twice; give one of them` : "Say it";
    const problem = `When is it to run? ${which}: --every 10s, --crontab "30 4 * * 1", --at 2027-01-01T08:00Z, --cron "0 17 ? * 6L *" or --solar "sunset 59.91 10.75".`;
    throw new LovageError("INVALID_USAGE", { problem });
  }
  return scheduleOf(kind, words[kind] ?? "", optionsOf(words));
}

function scheduleOf(kind: (typeof kinds)[number], word: string, options: WallClockOptions): Schedule {
  switch (kind) {
    case "crontab":
      return crontab(word.trim().replace(/\s+/g, " "), options);
    case "every":
      // Not the number: what every() says of one speaks to who wrote it in code.
      return every(`${readDuration(word, "--every")}ms`, options);
    case "at":
      return at(word, options);
    case "cron":
      return cron(word, options);
    case "solar":
      return solarOf(word, options);
  }
}

function solarOf(word: string, options: WallClockOptions): Schedule {
  const [event = "", latitude, longitude, ...more] = word.trim().split(/[\s,]+/);
  const [north, east] = [Number(latitude), Number(longitude)];
  if (Number.isNaN(north) || Number.isNaN(east) || more.length > 0) {
    const problem = `--solar is ${JSON.stringify(word)}; it must be an event of the sun, degrees north and degrees east: "sunset 59.91 10.75".`;
    throw new LovageError("INVALID_USAGE", { problem });
  }
  return solar(event as SolarEvent, north, east, options);
}

/** What is not said is left out: a schedule refuses options that mean nothing for its kind. */
function optionsOf({ timezone, startAt, endAt, once, disabled }: PutWords): WallClockOptions {
  return {
    ...(timezone !== undefined && { timezone }),
    ...(startAt !== undefined && { startAt }),
    ...(endAt !== undefined && { endAt }),
    ...(once && { once }),
    ...(disabled && { enabled: false }),
  };
}
