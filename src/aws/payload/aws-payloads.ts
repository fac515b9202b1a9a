import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Payloads } from "../../ports/index.ts";
import { refusalOf } from "../refusal-of.ts";
import type { ServiceLink } from "../service-link.ts";

/** Large arguments and results in a bucket of S3, where a lifecycle rule ends them. */
export class AwsPayloads implements Payloads {
  readonly #s3: ServiceLink<S3Client>;
  readonly #bucket: string;

  constructor(s3: ServiceLink<S3Client>, bucket: string) {
    this.#s3 = s3;
    this.#bucket = bucket;
  }

  async put(key: string, text: string): Promise<void> {
    const ContentType = "application/json";
    const command = new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: text, ContentType });
    await this.#s3.call("PutObject", (client) => client.send(command));
  }

  async get(key: string): Promise<string | undefined> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    try {
      return await this.#s3.call("GetObject", async (client) => {
        const { Body } = await client.send(command);
        return Body?.transformToString();
      });
    } catch (error) {
      if (refusalOf(error) === "NoSuchKey") return undefined;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.#bucket, Key: key });
    await this.#s3.call("DeleteObject", (client) => client.send(command));
  }
}
