import { Grant, type IGrantable, type PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { IConstruct } from "constructs";
import { payloadPrefix } from "../src/settings/index.ts";
import { acknowledgeWildcard } from "./acknowledge-wildcard.ts";
import { allow } from "./worker-policy.ts";

/** What is done with large arguments and results: a sender puts, a reader gets, and who forgets a task deletes. */
export type PayloadAction = "s3:PutObject" | "s3:GetObject" | "s3:DeleteObject";

/** The bucket of an app for large arguments and results. */
export interface AppPayloads {
  readonly app: string;
  readonly bucket: IBucket;
}

/** The objects of an app. */
function objectsOf({ app, bucket }: AppPayloads): string {
  return bucket.arnForObjects(`${payloadPrefix(app)}*`);
}

/**
 * All that a worker does with the bucket. Without ListBucket S3 says of an object that is gone that access to it is denied
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
 */
export function payloadStatements(payloads: AppPayloads): PolicyStatement[] {
  const { bucket } = payloads;
  const key = bucket.encryptionKey;
  return [
    allow("Payloads", ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"], [objectsOf(payloads)]),
    allow("PayloadsGone", ["s3:ListBucket"], [bucket.bucketArn]),
    ...(key ? [allow("PayloadKey", KEY_ACTIONS, [key.keyArn])] : []),
  ];
}

/** Lets someone do some of it; who gets also hears of what is gone. */
export function grantPayloads(grantee: IGrantable, actions: readonly PayloadAction[], payloads: AppPayloads): Grant {
  const { bucket } = payloads;
  const resource = bucket;
  const objects = { grantee, actions: [...actions], resourceArns: [objectsOf(payloads)], resource };
  const grant = Grant.addToPrincipalOrResource(objects);
  const listing = { grantee, actions: ["s3:ListBucket"], resourceArns: [bucket.bucketArn], resource };
  const whole = actions.includes("s3:GetObject") ? grant.combine(Grant.addToPrincipalOrResource(listing)) : grant;
  const key = bucket.encryptionKey;
  return key ? whole.combine(key.grant(grantee, ...KEY_ACTIONS)) : whole;
}

/** Tells cdk-nag why the statements have a wildcard. */
export function acknowledgePayloads(role: IConstruct, payloads: AppPayloads): void {
  const reason = "An object is named after its task's id and what is in it, which nobody knows before it is put.";
  acknowledgeWildcard(role, objectsOf(payloads), reason);
}

/** What S3 asks of a bucket's key on behalf of who puts and gets. */
const KEY_ACTIONS = ["kms:GenerateDataKey", "kms:Decrypt"];
