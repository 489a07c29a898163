/** A picture of an upload set, as dispatch sees it. */
export interface DispatchPicture {
  id: string;
  /** Base name of the file it came as. */
  fileName: string;
  /** Seconds since 1970, with microseconds. */
  time: number;
  /** Degrees, WGS 84. */
  longitude: number;
  latitude: number;
  /** Degrees from north; null when unknown. */
  heading: number | null;
  /** Whether the heading was computed from the movement, hence says nothing of the camera. */
  isHeadingComputed: boolean;
  /** The collection it belongs to, when the set was dispatched before. */
  sequenceId: string | null;
}
