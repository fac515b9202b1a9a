// What the worker runs, and what producers know by its types: one app, its tasks in several modules.
export { app } from "./tasks/app.ts";
export { doomed, fetchRates } from "./tasks/calls.ts";
export { sendRegistration } from "./tasks/mail.ts";
export { add } from "./tasks/math.ts";
export { makeThumbnail } from "./tasks/photos.ts";
