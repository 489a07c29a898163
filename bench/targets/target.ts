/** Servers to measure. */

/** A running server; disposing stops it and removes what it stored. */
export interface Target extends AsyncDisposable {
  /** `http://127.0.0.1:41234`, without a slash at the end. */
  url: string;
  /** A token of the API, with which the read routes are called; undefined to call them as nobody. */
  token: string | undefined;
  /** Process whose memory counts; undefined when the server has several. */
  pid: number | undefined;
  /** Processes whose work counts, with those below them: the server and its database. Empty when not all are known. */
  workers: number[];
}

/** A server that can be started, as often as wanted, each time with nothing stored. */
export interface Candidate {
  name: "embedded" | "native" | "geovisio";
  /**
   * Starts it with the given settings in its environment.
   * @throws StartError
   */
  start(settings?: Record<string, string>): Promise<Target>;
}

/** A server that did not start, with what it said. */
export class StartError extends Error {
  override name = "StartError";
}
