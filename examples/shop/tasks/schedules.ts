import { crontab, every } from "lovage";
import { app } from "./app.ts";
import { add } from "./math.ts";
import { greet, weeklyReport } from "./reports.ts";

// What runs by itself. A declaration makes nothing: `lovage dev`, or a deployment, takes it to EventBridge.

app.schedule("add-every-10-seconds", every("10s"), add, { args: [16, 4] });

// A run that has not begun ten seconds after its time is left out: nobody wants a late greeting.
app.schedule("greet-every-30-seconds", every("30s"), greet.s("world"), { expires: "10s" });

app.schedule("monday-report", crontab({ hour: 4, minute: 30, dayOfWeek: "mon" }), weeklyReport, { args: ["Oslo"] });
