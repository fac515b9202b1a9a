import { Fragment } from "preact";
import { useState } from "preact/hooks";
import type { Schedule } from "../live/answers.ts";
import { useLive } from "../live/use-live.ts";
import { Reading, Table } from "./frames.tsx";
import { Json, Moment, StateMark } from "./words.tsx";

const sources = { cdk: "deployed by CDK", code: "from the code", runtime: "put at run time" } as const;

/** The schedules, each with what can be done with it. */
export function ScheduleTable({
  schedules,
  readOnly,
  onAct,
  onEdit,
  onRemove,
}: {
  schedules: Schedule[];
  readOnly: boolean;
  onAct: (schedule: Schedule, what: "enable" | "disable" | "run") => void;
  onEdit: (schedule: Schedule) => void;
  onRemove: (schedule: Schedule) => void;
}) {
  const [open, setOpen] = useState<string>();
  return (
    <Table
      label="Schedules"
      cards
      head={
        <>
          <th>Name</th>
          <th>When</th>
          <th>Task</th>
          <th>Next run</th>
          <th>State</th>
          <th>
            <span class="quiet">Actions</span>
          </th>
        </>
      }
    >
      {schedules.map((schedule) => {
        const { name, when, task, next, enabled, source, complete, warnings } = schedule;
        const isOpen = open === name;
        const named = <span class="quiet"> {name}</span>;
        return (
          <Fragment key={name}>
            <tr>
              <td>
                <button
                  type="button"
                  class="link"
                  aria-expanded={isOpen}
                  onClick={() => setOpen(isOpen ? undefined : name)}
                >
                  {name}
                </button>
                <div class="dim">{sources[source]}</div>
              </td>
              <td data-name="When">
                {when}
                {warnings.map((warning) => (
                  <p class="warning">{warning}</p>
                ))}
              </td>
              <td data-name="Task">{task}</td>
              <td data-name="Next run">
                <Moment at={next[0]} />
              </td>
              <td data-name="State">
                <StateMark state={!complete ? "INCOMPLETE" : enabled ? "ENABLED" : "DISABLED"} />
              </td>
              <td class="end">
                {!readOnly && (
                  <>
                    <button type="button" onClick={() => onAct(schedule, "run")}>
                      Run now{named}
                    </button>
                    {source !== "cdk" && (
                      <>
                        <button type="button" onClick={() => onAct(schedule, enabled ? "disable" : "enable")}>
                          {enabled ? "Disable" : "Enable"}
                          {named}
                        </button>
                        <button type="button" onClick={() => onEdit(schedule)}>
                          Change{named}
                        </button>
                        <button type="button" class="danger" onClick={() => onRemove(schedule)}>
                          Remove{named}
                        </button>
                      </>
                    )}
                  </>
                )}
              </td>
            </tr>
            {isOpen && (
              <tr class="details">
                <td colSpan={6}>
                  <Runs schedule={schedule} />
                </td>
              </tr>
            )}
          </Fragment>
        );
      })}
    </Table>
  );
}

interface Detail {
  schedule: Schedule;
  last: { at: string; id: string; state: string | null }[];
}

function Runs({ schedule }: { schedule: Schedule }) {
  const live = useLive<Detail>(`/api/schedules/${encodeURIComponent(schedule.name)}`, 5_000);
  return (
    <div class="two">
      <div>
        <h2 class="sub">Last runs</h2>
        <Reading live={live} room={120}>
          {({ last }) =>
            last.length === 0 ? (
              <p class="dim">None was due yet.</p>
            ) : (
              <ul class="runs">
                {last.map(({ at, id, state }) => (
                  <li key={id}>
                    <Moment at={at} />{" "}
                    {state ? (
                      <a href={`/tasks/${encodeURIComponent(id)}`}>
                        <StateMark state={state} />
                      </a>
                    ) : (
                      <span class="dim">nothing is known of it</span>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Reading>
      </div>
      <div>
        <h2 class="sub">Next runs</h2>
        <ul class="runs">
          {schedule.next.map((at) => (
            <li key={at}>
              <Moment at={at} />
            </li>
          ))}
        </ul>
        <h2 class="sub">Arguments</h2>
        <Json value={schedule.args} label={`Arguments of ${schedule.name}`} />
      </div>
    </div>
  );
}
