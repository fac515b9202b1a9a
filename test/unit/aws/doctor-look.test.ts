import { describe, expect, it } from "vitest";
import { look, lookOn } from "../../../src/aws/doctor/seen.ts";
import { translateError } from "../../../src/aws/translate-error.ts";
import { LovageError } from "../../../src/errors/index.ts";

/** What a call of Lambda throws, as the adapters translate it. */
const refused = (name: string) => async () => {
  const error = Object.assign(new Error("no"), { name });
  throw translateError(error, { service: "Lambda", operation: "GetFunctionConfiguration" });
};

describe("a look at a deployment", () => {
  it("tells what is there from what is not", async () => {
    expect(await look(false, async () => 4)).toEqual({ kind: "seen", value: 4 });
    expect(await look(false, async () => undefined)).toEqual({ kind: "absent" });
    expect(await look(false, refused("ResourceNotFoundException"))).toEqual({ kind: "absent" });
  });

  it.each(["AccessDeniedException", "AccessDenied", "UnauthorizedOperation"])(
    "takes %s for an answer",
    async (name) => {
      expect(await look(false, refused(name))).toMatchObject({
        kind: "forbidden",
        problem: expect.stringContaining(name),
      });
      // Of an emulator too, where it plays IAM.
      expect(await look(true, refused(name))).toMatchObject({ kind: "forbidden" });
    },
  );

  it("takes any other refusal of an emulator for something that is not played, and of AWS for a fault", async () => {
    expect(await look(true, refused("UnknownOperationException"))).toMatchObject({ kind: "unplayed" });
    await expect(look(false, refused("ThrottlingException"))).rejects.toMatchObject({ code: "AWS_REFUSED" });
  });

  it("ends where nothing answers, or nobody has credentials", async () => {
    const unreachable = new LovageError("ENDPOINT_UNREACHABLE", { service: "SQS", endpoint: "http://127.0.0.1:1" });
    await expect(look(true, () => Promise.reject(unreachable))).rejects.toBe(unreachable);
  });

  it("goes no further than what was seen", async () => {
    const further = async (value: number) => ({ kind: "seen", value: value + 1 }) as const;
    expect(await lookOn({ kind: "seen", value: 1 }, further)).toEqual({ kind: "seen", value: 2 });
    expect(await lookOn({ kind: "absent" }, further)).toEqual({ kind: "absent" });
  });
});
