import { pythonEnvironment } from "../support/python-environment.ts";

/** A Python that has Celery and kombu's SQS transport, made once and kept in .cache; or why there is none. */
export function celeryPython(): { readonly python: string } | { readonly missing: string } {
  const environment = pythonEnvironment({
    name: "celery-messages",
    packages: ["celery==5.7.0", "kombu==5.7.0", "boto3==1.44.5"],
    probe: "import celery, boto3",
  });
  return "missing" in environment ? environment : { python: `${environment.bin}/python` };
}
