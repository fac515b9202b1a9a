import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { AppFacts } from "./live/answers.ts";
import { change, read } from "./live/api.ts";
import { followLinks, usePlace } from "./live/location.ts";
import { useLive } from "./live/use-live.ts";
import { DeadLetters } from "./pages/dead-letters.tsx";
import { Overview } from "./pages/overview.tsx";
import { Queues } from "./pages/queues.tsx";
import { Schedules } from "./pages/schedules.tsx";
import { Send } from "./pages/send.tsx";
import { TaskPage } from "./pages/task.tsx";
import { Tasks } from "./pages/tasks.tsx";
import { Workers } from "./pages/workers.tsx";
import { Empty, Reading } from "./parts/frames.tsx";
import { showTheme } from "./parts/theme.ts";
import { Shell } from "./shell.tsx";
import { SignIn } from "./sign-in.tsx";

interface Session {
  signedIn: boolean;
  password: boolean;
  /** Where somebody else signs people in and out. */
  signIn?: string;
  signOut?: string;
}

function Page({ app }: { app: AppFacts }) {
  const { path } = usePlace();
  const [, first, second] = path.split("/");
  switch (first) {
    case "":
      return <Overview />;
    case "tasks":
      return second ? <TaskPage id={decodeURIComponent(second)} app={app} /> : <Tasks app={app} />;
    case "queues":
      return <Queues app={app} />;
    case "dead-letters":
      return <DeadLetters app={app} />;
    case "schedules":
      return <Schedules app={app} />;
    case "workers":
      return <Workers />;
    case "send":
      return <Send app={app} />;
    default:
      return (
        <>
          <div class="title">
            <h1>No such page</h1>
          </div>
          <Empty>
            There is no page at {path}. <a href="/">To the overview</a>
          </Empty>
        </>
      );
  }
}

function SignedIn({ session, signOut }: { session: Session; signOut: () => void }) {
  const live = useLive<AppFacts>("/api/app", 60_000);
  return (
    <Shell app={live.data} signOut={session.password || session.signOut ? signOut : undefined}>
      <Reading live={live} room={400}>
        {(app) => <Page app={app} />}
      </Reading>
    </Shell>
  );
}

function Dashboard() {
  const [session, setSession] = useState<Session>();
  const look = () => {
    read<Session>("/api/session").then(setSession, () => setSession({ signedIn: true, password: false }));
  };
  useEffect(() => {
    look();
    addEventListener("lovage:signed-out", look);
    return () => removeEventListener("lovage:signed-out", look);
  }, []);
  if (!session) return null;
  if (!session.signedIn && session.signIn) {
    location.assign(`${session.signIn}?to=${encodeURIComponent(location.pathname + location.search)}`);
    return null;
  }
  if (!session.signedIn) return <SignIn onDone={look} />;
  const signOut = () => {
    if (session.signOut) location.assign(session.signOut);
    else void change("DELETE", "/api/session").then(look);
  };
  return <SignedIn session={session} signOut={signOut} />;
}

showTheme();
document.addEventListener("click", followLinks);
const place = document.getElementById("app");
if (place) render(<Dashboard />, place);
