import { useState } from "preact/hooks";
import type { AppFacts, Queue } from "../live/answers.ts";
import { change } from "../live/api.ts";
import { useLive } from "../live/use-live.ts";
import { useQueueHistory } from "../live/use-queue-history.ts";
import { Ask } from "../parts/ask.tsx";
import { Empty, Panel, Reading, Table } from "../parts/frames.tsx";
import { notice } from "../parts/notice.tsx";
import { QueuePlots } from "../parts/queue-plots.tsx";
import { count } from "../parts/words.tsx";

/** The queues: how deep they are, and emptying one. */
export function Queues({ app }: { app: AppFacts }) {
  const live = useLive<{ queues: Queue[] }>("/api/queues", 3_000);
  const history = useQueueHistory(180);
  const [purging, setPurging] = useState<string>();
  return (
    <>
      <div class="title">
        <h1>Queues</h1>
      </div>
      <Panel>
        <Reading live={live} room={240}>
          {({ queues }) =>
            queues.length === 0 ? (
              <Empty>The app has no queue yet.</Empty>
            ) : (
              <Table
                label="Queues"
                cards
                head={
                  <>
                    <th>Queue</th>
                    <th class="number">Waiting</th>
                    <th class="number">In flight</th>
                    <th class="number">Delayed</th>
                    <th class="number">Dead letters</th>
                    <th class="number" title="Workers that ended a task of it in the last ten minutes">
                      Consumers
                    </th>
                    <th>
                      <span class="quiet">Actions</span>
                    </th>
                  </>
                }
              >
                {queues.map((queue) => (
                  <tr key={queue.name}>
                    <td>
                      {queue.name} {queue.fifo && <span class="badge">FIFO</span>}
                      {queue.problem && <p class="problem">{queue.problem}</p>}
                    </td>
                    <td class="number" data-name="Waiting">
                      {count(queue.visible)}
                    </td>
                    <td class="number" data-name="In flight">
                      {count(queue.inFlight)}
                    </td>
                    <td class="number" data-name="Delayed">
                      {count(queue.delayed)}
                    </td>
                    <td class={queue.deadLetters.visible > 0 ? "number alarming" : "number"} data-name="Dead letters">
                      <a href={`/dead-letters?queue=${encodeURIComponent(queue.name)}`}>
                        {count(queue.deadLetters.visible)}
                      </a>
                    </td>
                    <td class="number" data-name="Consumers">
                      {queue.consumers === null ? "–" : count(queue.consumers)}
                    </td>
                    <td class="end">
                      {!app.readOnly && (
                        <button type="button" class="danger" onClick={() => setPurging(queue.name)}>
                          Purge
                          <span class="quiet"> {queue.name}</span>
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </Table>
            )
          }
        </Reading>
      </Panel>
      {typeof history === "object" && <QueuePlots history={history} />}
      {purging !== undefined && (
        <Purge
          queue={purging}
          onClose={(done) => {
            setPurging(undefined);
            if (done) live.again();
          }}
        />
      )}
    </>
  );
}

function Purge({ queue, onClose }: { queue: string; onClose: (done: boolean) => void }) {
  const [typed, setTyped] = useState("");
  return (
    <Ask
      title={`Purge ${queue}?`}
      action="Purge"
      danger
      onDo={async () => {
        if (typed !== queue) throw new SyntaxError("Type the queue's name as it is.");
        await change("POST", `/api/queues/${encodeURIComponent(queue)}/purge`, {});
        notice(`${queue} is being purged; SQS takes up to a minute.`);
      }}
      onClose={onClose}
    >
      <p>All messages of the queue are deleted, the hidden and delayed ones too. There is no way back.</p>
      <label>
        Type <code>{queue}</code> to go on
        <input value={typed} autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
      </label>
    </Ask>
  );
}
