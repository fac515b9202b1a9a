import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** Lets the page load its own script and style and talk to its own server, and nothing else; no other page may frame it. */
export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: "no-referrer",
  xFrameOptions: "DENY",
  // The embedded cloud's page is plain HTTP, on the same host as a developer's other pages.
  strictTransportSecurity: false,
});
