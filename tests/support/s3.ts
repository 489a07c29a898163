/** Buckets of a real S3-compatible server, whose address is in `TEST_S3_URL`. */
import { AwsClient } from "aws4fetch";

/** Whether there is a server for tests. */
export const HAS_S3 = Deno.env.has("TEST_S3_URL");

/** Makes a bucket in the server for tests. @returns its address for settings */
export function makeBucket(): Promise<string> {
  return makeBucketAt(Deno.env.get("TEST_S3_URL")!.replace(/\/+$/, ""));
}

/** Makes a bucket. @returns its address for settings */
export async function makeBucketAt(endpoint: string): Promise<string> {
  const accessKeyId = Deno.env.get("TEST_S3_KEY") ?? "key";
  const secretAccessKey = Deno.env.get("TEST_S3_SECRET") ?? "secret";
  const client = new AwsClient({ accessKeyId, secretAccessKey, region: "us-east-1", service: "s3" });
  const name = `panoramax-test-${crypto.randomUUID()}`;
  const response = await client.fetch(`${endpoint}/${name}`, { method: "PUT" });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The S3 server made no bucket: ${response.status}`);
  const parameters = new URLSearchParams({ endpoint_url: endpoint, region: "us-east-1" });
  return `s3://${encodeURIComponent(accessKeyId)}:${
    encodeURIComponent(secretAccessKey)
  }@${name}/some/prefix?${parameters}`;
}
