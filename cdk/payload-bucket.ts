import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { PAYLOAD_DAYS } from "../src/ports/index.ts";
import { rule } from "../src/settings/index.ts";
import { checkProps } from "./check-props.ts";

/** What the bucket for large arguments and results is made with. */
export interface PayloadBucketProps {
  /**
   * A key of your own.
   * @default - S3's own, which costs nothing.
   */
  readonly encryptionKey?: IKey;
  /**
   * What becomes of the bucket when it leaves the stack. CloudFormation deletes no bucket that is not empty.
   * @default RemovalPolicy.RETAIN - it holds arguments of messages that are under way; it is empty after 45 days.
   */
  readonly removalPolicy?: RemovalPolicy;
}

const rules = { encryptionKey: rule.object, removalPolicy: rule.text };

/**
 * The bucket for arguments and results that are too large for messages and records: encrypted, closed to the public and to what is no TLS, and
 * emptied by itself, each object after 45 days.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export class PayloadBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: PayloadBucketProps = {}) {
    super(scope, id);
    checkProps("PayloadBucket", props, rules);
    const { encryptionKey } = props;
    this.bucket = new Bucket(this, "Resource", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      encryption: encryptionKey ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
      encryptionKey,
      // One key for all objects of a while: a call of KMS for each would cost more than S3 does.
      bucketKeyEnabled: encryptionKey ? true : undefined,
      lifecycleRules: [
        { id: "Expire", expiration: Duration.days(PAYLOAD_DAYS) },
        { id: "Uploads", abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    Validations.of(this.bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason: "A log of each access would cost as much as the accesses, of functions whose own logs tell of each task.",
    });
  }
}
