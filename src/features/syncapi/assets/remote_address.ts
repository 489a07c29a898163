/** Assets that are stored elsewhere, in a bucket or on another server. */

/** The columns that say where an asset is. */
export interface RemotePlace {
  remote_url: string | null;
  s3_key: string | null;
  /** Of the camera: the address to which keys are appended. */
  s3_prefix: string | null;
}

/** The address of an asset elsewhere; a full URL takes precedence over a key. Only `http:` and `https:` are accepted. */
export function remoteAddress({ remote_url, s3_key, s3_prefix }: RemotePlace): string | undefined {
  const address = remote_url ?? (s3_key && s3_prefix ? `${s3_prefix.replace(/\/+$/, "")}/${s3_key}` : undefined);
  if (!address || !/^https?:\/\//i.test(address)) return undefined;
  return URL.canParse(address) ? new URL(address).href : undefined;
}
