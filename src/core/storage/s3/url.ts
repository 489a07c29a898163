/** Addresses of buckets: `s3://KEY:SECRET@bucket/prefix?endpoint_url=…&region=…&acl=…`, each part percent-encoded. */

/** The place of a store in an S3-compatible service, and the credentials. */
export interface S3Location {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  /** Canned ACL of what is written, if any. */
  acl?: string;
  /** Address of the bucket, without a slash at the end. */
  bucketUrl: string;
  /** Begins every key; empty, or with a slash at its end and none at its beginning. */
  prefix: string;
}

const DEFAULT_REGION = "default";
const FIRST_REGION_OF_AWS = "us-east-1";

/** @throws Error that says what the address lacks, without its secret */
export function readS3Url(text: string): S3Location {
  const url = new URL(text);
  const bucket = decodeURIComponent(url.hostname);
  if (!bucket) throw new Error("The address names no bucket");
  if (!url.username || !url.password) throw new Error("The address needs a key and a secret: s3://KEY:SECRET@bucket");
  const endpoint = url.searchParams.get("endpoint_url")?.replace(/\/+$/, "");
  const region = url.searchParams.get("region") ?? (endpoint ? DEFAULT_REGION : FIRST_REGION_OF_AWS);
  const folder = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, "");
  return {
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    region,
    acl: url.searchParams.get("acl") ?? undefined,
    // Own services mostly have one name for all buckets; AWS has a name for each.
    bucketUrl: endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`,
    prefix: folder === "" ? "" : `${folder}/`,
  };
}
