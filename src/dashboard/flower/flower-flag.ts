import { z } from "zod";

/** A flag in a query or a form, in the words that Flower takes: Python's `True` among them. */
export const flowerFlag = z
  .stringbool({ truthy: ["true", "t", "yes", "y", "on", "1"], falsy: ["false", "f", "no", "n", "off", "0", ""] })
  .default(false);
