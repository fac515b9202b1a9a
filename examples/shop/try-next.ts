import { relative } from "node:path";
import type { Shop } from "./shop.ts";
import { heading } from "./show.ts";

/** Says what to try next. */
export function tryNext({ web, endpoint, dashboard, thumbnails }: Shop, keep: boolean): void {
  heading("What to try next");
  console.log(`The thumbnails are in ${relative(process.cwd(), thumbnails)}.`);
  if (!keep) {
    console.log("npm start -- --keep leaves all of this running, to be sent tasks from another terminal.");
    return;
  }
  if (dashboard) console.log(`The dashboard is at ${dashboard}, with what ran and all tasks to send.`);
  console.log(`In another terminal:

  npx lovage tasks examples/shop/tasks.ts
  npx lovage send add 20 22 --name shop --endpoint ${endpoint} --wait
  npx lovage result ID --name shop --endpoint ${endpoint}      (any id of the table above)
  curl -X POST ${web}/sums -H 'content-type: application/json' -d '{"x":1,"y":2}'

Change what add gives in examples/shop/tasks/math.ts, save, and send another sum: the worker has the new code.
Ctrl-C ends everything.`);
}
