// What the worker runs, and what producers know by its types: one app, its tasks in several modules, and when they run
// by themselves.
import "./tasks/schedules.ts";

export { app } from "./tasks/app.ts";
export { doomed, fetchRates } from "./tasks/calls.ts";
export { sendRegistration } from "./tasks/mail.ts";
export { add } from "./tasks/math.ts";
export { makeThumbnail } from "./tasks/photos.ts";
export { greet, weeklyReport } from "./tasks/reports.ts";
