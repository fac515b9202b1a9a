/** The version of our own additions to Celery's message, in the header `lovage_version`; left out while it is 1. */
export const WIRE_VERSION = 1;

/** That of a message whose arguments are kept elsewhere: a worker that does not know of it must not run the task without them. */
export const PAYLOAD_VERSION = 2;
