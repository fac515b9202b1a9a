import { LovageError } from "../../../src/errors/index.ts";

/** The code and sentence of the LovageError that a call throws; what else it throws, as it is; or that it did not. */
export function refusalOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (!LovageError.is(error)) throw error;
    return `${error.code}: ${error.message.replace(` [${error.code}]`, "")}`;
  }
  return "nothing was refused";
}
