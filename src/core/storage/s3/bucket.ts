/** The requests of the S3 API that a store needs (Amazon Simple Storage Service API Reference). */
import { AwsClient } from "aws4fetch";
import { XMLParser } from "fast-xml-parser";
import { StoreUnreachableError } from "../store.ts";
import { fetchUnlessSilent } from "./silence.ts";
import type { S3Location } from "./url.ts";

/** The service refused a request. */
export class S3Error extends Error {
  override name = "S3Error";
}

/** What must be corrected before any request succeeds, by S3's error codes. HEAD has no body, so its 403 has no code. */
const CORRECTIONS: Record<string, string> = {
  NoSuchBucket: "the bucket does not exist",
  InvalidAccessKeyId: "the access key is unknown",
  SignatureDoesNotMatch: "the secret key is wrong",
  RequestTimeTooSkewed: "the clock of this machine is wrong",
  AccessDenied: "the access key lacks a permission",
};

/** What an unsuccessful answer means: a refusal, or a failure that persisted over several attempts. */
export function errorOfAnswer(status: number, request: string, body: string): S3Error | StoreUnreachableError {
  const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? "";
  const correction = CORRECTIONS[code] ??
    (status === 403 ? "the access key is wrong or lacks a permission" : undefined);
  const message = `S3 answered ${status} ${code} to ${request}`.replace("  ", " ") +
    (correction ? `: ${correction}` : "");
  return status === 429 || status >= 500 || correction ? new StoreUnreachableError(message) : new S3Error(message);
}

/** An object as ListObjectsV2 tells of it. */
export interface ListedObject {
  key: string;
  /** Bytes. */
  size: number;
  modifiedAt: Date;
}

/** One page of a listing. */
interface Listing {
  objects: ListedObject[];
  /** Keys up to the delimiter that several objects share. */
  prefixes: string[];
  next?: string;
}

const ATTEMPTS_AGAIN = 5;
const xml = new XMLParser({
  isArray: (name) => ["Contents", "CommonPrefixes", "Upload"].includes(name),
  parseTagValue: false,
});

/** A bucket, or the part of one that begins with a prefix; keys here are without the prefix. */
export class Bucket {
  readonly #client: AwsClient;

  readonly #location: S3Location;
  readonly #longestSilence?: number;

  /** @param longestSilence milliseconds; see silence.ts */
  constructor(location: S3Location, longestSilence?: number) {
    this.#location = location;
    this.#longestSilence = longestSilence;
    const { accessKeyId, secretAccessKey, region } = location;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: ATTEMPTS_AGAIN });
  }

  /** The answer to a request; the caller looks at its status. */
  async request(method: string, key: string, options: RequestOptions = {}): Promise<Response> {
    const { query = {}, headers = {}, body } = options;
    const encoded = (this.#location.prefix + key).split("/").map(encodeURIComponent).join("/");
    const parameters = new URLSearchParams(query).toString();
    const url = `${this.#location.bucketUrl}/${encoded}${parameters ? `?${parameters}` : ""}`;
    return await this.#fetch(url, `${method} ${key}`, { method, headers, body });
  }

  async #fetch(url: string, name: string, init: RequestInit & Pick<RequestOptions, "body">): Promise<Response> {
    return await fetchUnlessSilent(
      (signal) => this.#client.fetch(url, { ...init, signal }),
      name,
      init.body?.length,
      this.#longestSilence,
    );
  }

  /** As `request()`, but throws for what is neither a success nor one of the given statuses. */
  async mustRequest(
    method: string,
    key: string,
    options: RequestOptions = {},
    expected: number[] = [],
  ): Promise<Response> {
    const response = await this.request(method, key, options);
    if (response.ok || expected.includes(response.status)) return response;
    throw errorOfAnswer(response.status, `${method} ${key}`, await response.text());
  }

  /**
   * Asks for one key, which needs the bucket and the access key to be right.
   * @throws StoreUnreachableError
   */
  async probe(): Promise<void> {
    await this.#readXml({ "list-type": "2", "max-keys": "1", prefix: this.#location.prefix });
  }

  /** Headers of requests that make an object. */
  get writeHeaders(): Record<string, string> {
    return this.#location.acl ? { "x-amz-acl": this.#location.acl } : {};
  }

  /** All objects whose key begins with the given text. */
  async *listAll(start: string): AsyncGenerator<ListedObject> {
    let token: string | undefined;
    for (;;) {
      const { objects, next } = await this.#list(start, token);
      yield* objects;
      if (!next) return;
      token = next;
    }
  }

  /** Names directly below a folder; the folder ends with a slash, or is empty. */
  async listNames(folder: string): Promise<string[]> {
    const names: string[] = [];
    let token: string | undefined;
    for (;;) {
      const { objects, prefixes, next } = await this.#list(folder, token, "/");
      names.push(
        ...[...objects.map(({ key }) => key), ...prefixes].map((key) => key.slice(folder.length).replace(/\/$/, "")),
      );
      if (!next) return names;
      token = next;
    }
  }

  async #list(start: string, token?: string, delimiter?: string): Promise<Listing> {
    const query = {
      "list-type": "2",
      prefix: this.#location.prefix + start,
      ...(delimiter ? { delimiter } : {}),
      ...(token ? { "continuation-token": token } : {}),
    };
    const { ListBucketResult: result = {} } = await this.#readXml(query);
    const withoutPrefix = (key: string) => key.slice(this.#location.prefix.length);
    return {
      objects: (result.Contents ?? []).map((object: { Key: string; Size: string; LastModified: string }) => ({
        key: withoutPrefix(object.Key),
        size: Number(object.Size),
        modifiedAt: new Date(object.LastModified),
      })),
      prefixes: (result.CommonPrefixes ?? []).map((one: { Prefix: string }) => withoutPrefix(one.Prefix)),
      next: result.NextContinuationToken,
    };
  }

  /** Multipart uploads that were begun and not completed. */
  async listIncomplete(): Promise<{ key: string; uploadId: string; startedAt: Date }[]> {
    const { ListMultipartUploadsResult: result = {} } = await this.#readXml({
      uploads: "",
      prefix: this.#location.prefix,
    });
    return (result.Upload ?? []).map((upload: { Key: string; UploadId: string; Initiated: string }) => ({
      key: upload.Key.slice(this.#location.prefix.length),
      uploadId: upload.UploadId,
      startedAt: new Date(upload.Initiated),
    }));
  }

  // deno-lint-ignore no-explicit-any
  async #readXml(query: Record<string, string>): Promise<any> {
    const url = `${this.#location.bucketUrl}/?${new URLSearchParams(query)}`;
    const response = await this.#fetch(url, "a listing", {});
    const text = await response.text();
    if (!response.ok) throw errorOfAnswer(response.status, "a listing", text);
    return xml.parse(text);
  }
}

/** What a request to the bucket has besides its method and key; all of it is signed. */
export interface RequestOptions {
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
}
