/** The version of our own additions to Celery's message, in the header `lovage_version`; left out while it is 1. */
export const WIRE_VERSION = 1;
