import { Fragment } from "preact";
import { useState } from "preact/hooks";
import type { AppFacts, DeadLetter, DeadLetterPage } from "../live/answers.ts";
import { change } from "../live/api.ts";
import { go, usePlace } from "../live/location.ts";
import { useLive } from "../live/use-live.ts";
import { Ask } from "../parts/ask.tsx";
import { Empty, Panel, Reading, Table } from "../parts/frames.tsx";
import { notice } from "../parts/notice.tsx";
import { count, Json, Moment, ShortId } from "../parts/words.tsx";

/** What the reader is about to do, and with which letters: those chosen, or all that the queue has. */
interface Doing {
  what: "redrive" | "discard";
  ids: string[] | undefined;
}

/** The messages that came to nothing: why, and what becomes of them. */
export function DeadLetters({ app }: { app: AppFacts }) {
  const { query } = usePlace();
  const queue = query.get("queue") ?? "";
  const asked = queue && `?queue=${encodeURIComponent(queue)}`;
  // Each look hides the letters from another for a moment, so it is not done by itself.
  const live = useLive<DeadLetterPage>(`/api/dead-letters${asked}`, 0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<Doing>();
  const close = (done: boolean) => {
    setDoing(undefined);
    if (!done) return;
    setChosen(new Set());
    live.again();
  };
  return (
    <>
      <div class="title">
        <h1>Dead letters</h1>
        <label class="inline">
          Queue
          <select
            value={queue}
            onChange={({ currentTarget: { value } }) => {
              setChosen(new Set());
              go(value ? `/dead-letters?queue=${encodeURIComponent(value)}` : "/dead-letters", true);
            }}
          >
            <option value="">all</option>
            {[...new Set([...app.queues, ...(queue ? [queue] : [])])].map((name) => (
              <option value={name}>{name}</option>
            ))}
          </select>
        </label>
        <button type="button" onClick={live.again}>
          Look again
        </button>
      </div>
      <Panel
        actions={
          !app.readOnly && (
            <>
              <button
                type="button"
                disabled={chosen.size === 0}
                onClick={() => setDoing({ what: "redrive", ids: [...chosen] })}
              >
                Redrive {count(chosen.size)} chosen
              </button>
              <button type="button" onClick={() => setDoing({ what: "redrive", ids: undefined })}>
                Redrive all
              </button>
              <button
                type="button"
                class="danger"
                disabled={chosen.size === 0}
                onClick={() => setDoing({ what: "discard", ids: [...chosen] })}
              >
                Discard {count(chosen.size)} chosen
              </button>
            </>
          )
        }
      >
        <Reading live={live} room={240}>
          {({ letters: found, more }) =>
            found.length === 0 ? (
              <Empty>There are none. What fails for good, cannot be read or is unknown comes here.</Empty>
            ) : (
              <>
                <Letters letters={found} chosen={chosen} onChosen={setChosen} />
                {more && <p class="dim">There are more than these.</p>}
              </>
            )
          }
        </Reading>
      </Panel>
      {doing && (
        <Ask
          title={doing.what === "redrive" ? "Redrive?" : "Discard?"}
          action={doing.what === "redrive" ? "Redrive" : "Discard"}
          danger={doing.what === "discard"}
          onDo={async () => {
            const done = await change<{ count: number }>("POST", `/api/dead-letters/${doing.what}`, {
              ...(queue && { queue }),
              ...(doing.ids && { ids: doing.ids }),
            });
            notice(`${letters(done.count)} ${doing.what === "redrive" ? "sent back" : "discarded"}.`);
          }}
          onClose={close}
        >
          <p>
            {doing.what === "redrive"
              ? `To be sent back to ${queue || "the queue it came from"}: ${doing.ids ? letters(doing.ids.length) : `all dead letters${queue ? ` of ${queue}` : ""}`}. Each task keeps its id and begins a new round of attempts.`
              : `To be deleted: ${letters(doing.ids?.length ?? 0)}. There is no way back.`}
          </p>
        </Ask>
      )}
    </>
  );
}

function letters(number: number): string {
  return number === 1 ? "1 dead letter" : `${count(number)} dead letters`;
}

function Letters({
  letters,
  chosen,
  onChosen,
}: {
  letters: DeadLetter[];
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
}) {
  const [open, setOpen] = useState<string>();
  const all = letters.every(({ id }) => chosen.has(id));
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChosen(next);
  };
  return (
    <Table
      label="Dead letters"
      head={
        <>
          <th>
            <input
              type="checkbox"
              aria-label="Choose all that are shown"
              checked={all}
              onChange={() => onChosen(new Set(all ? [] : letters.map(({ id }) => id)))}
            />
          </th>
          <th>Task</th>
          <th class="wide">Id</th>
          <th>Reason</th>
          <th class="wide">Queue</th>
          <th class="number wide">Attempts</th>
          <th>Died</th>
        </>
      }
    >
      {letters.map((letter) => (
        <Fragment key={letter.id}>
          <tr>
            <td>
              <input
                type="checkbox"
                aria-label={`Choose ${letter.task ?? "the letter"} ${letter.id}`}
                checked={chosen.has(letter.id)}
                onChange={(event) => choose(letter.id, event.currentTarget.checked)}
              />
            </td>
            <td>
              <button
                type="button"
                class="link"
                aria-expanded={open === letter.id}
                onClick={() => setOpen(open === letter.id ? undefined : letter.id)}
              >
                {letter.task ?? "unreadable"}
              </button>
            </td>
            <td class="wide">
              <a href={`/tasks/${encodeURIComponent(letter.id)}`}>
                <ShortId id={letter.id} />
              </a>
            </td>
            <td>
              {letter.reason} {!letter.redrivable && <span class="badge">cannot be sent back</span>}
              {letter.message && <div class="dim">{letter.message}</div>}
            </td>
            <td class="wide">{letter.queue}</td>
            <td class="number wide">{letter.attempt ?? "–"}</td>
            <td>
              <Moment at={letter.diedAt ?? letter.sentAt} />
            </td>
          </tr>
          {open === letter.id && (
            <tr class="details">
              <td colSpan={7}>
                <p>
                  <a href={`/tasks/${encodeURIComponent(letter.id)}`}>Its task</a>, sent <Moment at={letter.sentAt} />{" "}
                  to {letter.queue}
                </p>
                <Json value={letter.body} label={`The message of ${letter.id}`} />
              </td>
            </tr>
          )}
        </Fragment>
      ))}
    </Table>
  );
}
