/** Assets that are kept elsewhere, in a bucket or on another server. */

/** What tells where an asset is. */
export interface RemotePlace {
  remote_url: string | null;
  s3_key: string | null;
  /** Of the camera: the address that keys are appended to. */
  s3_prefix: string | null;
}

/** The address of an asset elsewhere: a full URL wins over a key. Only the web's own schemes lead anywhere. */
export function remoteAddress({ remote_url, s3_key, s3_prefix }: RemotePlace): string | undefined {
  const address = remote_url ?? (s3_key && s3_prefix ? `${s3_prefix.replace(/\/+$/, "")}/${s3_key}` : undefined);
  if (!address || !/^https?:\/\//i.test(address)) return undefined;
  return URL.canParse(address) ? new URL(address).href : undefined;
}
