import { Hono } from "hono";

/**
 * A service of exchange rates that is busy at first, as such services are: it refuses `refusals` calls with 503 and
 * Retry-After, and answers the next ones. The rates are the European Central Bank's of 24 October 2005.
 */
export function ratesService(refusals: number): Hono {
  let calls = 0;
  const service = new Hono();
  service.get("/rates", (c) => {
    calls += 1;
    if (calls <= refusals) return c.text("Too busy. Come back in a second.", 503, { "retry-after": "1" });
    return c.json({ USD: 1.1944, JPY: 138.15, GBP: 0.6795, CHF: 1.5446 });
  });
  return service;
}
