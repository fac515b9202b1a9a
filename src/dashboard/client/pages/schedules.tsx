import { useState } from "preact/hooks";
import type { AppFacts, Schedule } from "../live/answers.ts";
import { ApiError, change } from "../live/api.ts";
import { useLive } from "../live/use-live.ts";
import { Ask } from "../parts/ask.tsx";
import { EditSchedule } from "../parts/edit-schedule.tsx";
import { Empty, Panel, Reading } from "../parts/frames.tsx";
import { notice } from "../parts/notice.tsx";
import { ScheduleTable } from "../parts/schedule-table.tsx";

/** What the reader is about to do. */
type Doing = { what: "edit"; schedule?: Schedule } | { what: "remove"; schedule: Schedule };

/** The schedules: django-celery-beat's admin, over EventBridge. */
export function Schedules({ app }: { app: AppFacts }) {
  const live = useLive<{ schedules: Schedule[] }>("/api/schedules", 5_000);
  const [doing, setDoing] = useState<Doing>();
  const close = (done: boolean) => {
    setDoing(undefined);
    if (done) live.again();
  };
  const act = async (schedule: Schedule, what: "enable" | "disable" | "run") => {
    try {
      const { id } = await change<{ id?: string }>(
        "POST",
        `/api/schedules/${encodeURIComponent(schedule.name)}/${what}`,
      );
      if (id) notice(`${schedule.task} is sent.`, { href: `/tasks/${encodeURIComponent(id)}`, text: "Look at it" });
      live.again();
    } catch (error) {
      notice(error instanceof ApiError ? error.message : String(error));
    }
  };
  return (
    <>
      <div class="title">
        <h1>Schedules</h1>
        {!app.readOnly && (
          <button type="button" class="primary" onClick={() => setDoing({ what: "edit" })}>
            New schedule
          </button>
        )}
      </div>
      <Panel>
        <Reading live={live} room={240}>
          {({ schedules }) =>
            schedules.length === 0 ? (
              <Empty>There is no schedule yet. Put one here, in the code (app.schedule), or in the construct.</Empty>
            ) : (
              <ScheduleTable
                schedules={schedules}
                readOnly={app.readOnly}
                onAct={act}
                onEdit={(schedule) => setDoing({ what: "edit", schedule })}
                onRemove={(schedule) => setDoing({ what: "remove", schedule })}
              />
            )
          }
        </Reading>
      </Panel>
      {doing?.what === "edit" && <EditSchedule app={app} schedule={doing.schedule} onClose={close} />}
      {doing?.what === "remove" && (
        <Ask
          title={`Remove ${doing.schedule.name}?`}
          action="Remove"
          danger
          onDo={async () => {
            await change("DELETE", `/api/schedules/${encodeURIComponent(doing.schedule.name)}`);
            notice(`${doing.schedule.name} is gone.`);
          }}
          onClose={close}
        >
          <p>It does not fire any more. What has fired before still runs.</p>
        </Ask>
      )}
    </>
  );
}
