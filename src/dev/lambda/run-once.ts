import type { Clock } from "../../runtime/index.ts";
import type { FunctionAnswer } from "./function-answer.ts";
import type { FunctionFact } from "./function-fact.ts";
import type { FunctionOptions } from "./function-options.ts";
import { LambdaFunction } from "./lambda-function.ts";

/** Runs one invocation of a function in an environment of its own, and leaves nothing of it behind. @param event - as JSON text */
export async function runOnce(
  parts: { clock: Clock; options: FunctionOptions; tell?: (fact: FunctionFact) => void },
  event: string,
): Promise<FunctionAnswer> {
  const once = new LambdaFunction(parts);
  try {
    return await once.invoke(event);
  } finally {
    await once.close();
  }
}
