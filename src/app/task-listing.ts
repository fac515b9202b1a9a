import { routeOf } from "../producer/index.ts";
import type { Settings, Track } from "../settings/index.ts";
import type { TaskDefinition } from "../task/index.ts";

/** A registered task, as it is listed for people and for forms. JSON. */
export interface TaskListing {
  readonly name: string;
  readonly queue: string;
  readonly description: string | null;
  readonly track: Track;
  /** The JSON schema of the list of arguments; null where the task declares none, or one that cannot say it. */
  readonly schema: unknown;
  /** Set where the arguments are sensitive, or some of them: then its messages are not shown. */
  readonly sensitive?: true;
}

/** Lists a task, with the app's defaults put in. Pure. */
export function taskListing(
  { name, options }: TaskDefinition,
  settings: Pick<Settings, "routes" | "defaultQueue" | "track">,
): TaskListing {
  return {
    name,
    queue: options.queue ?? routeOf(name, settings.routes) ?? settings.defaultQueue,
    description: options.description ?? null,
    track: options.track ?? settings.track,
    schema: schemaOf(options.args),
    ...(options.sensitive.args !== undefined && { sensitive: true }),
  };
}

/** A Standard Schema says its JSON schema where its library can (https://standardschema.dev/json-schema): zod and arktype do. */
function schemaOf(schema: unknown): unknown {
  if (schema === undefined) return null;
  try {
    const { "~standard": standard } = schema as { "~standard": { jsonSchema?: { input(options: object): unknown } } };
    return standard.jsonSchema?.input({ target: "draft-2020-12" }) ?? null;
  } catch {
    return null;
  }
}
