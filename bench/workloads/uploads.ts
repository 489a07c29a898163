/** How fast pictures are taken and processed. */
import { FULL_SIZE_UPLOADS, type Measurement, quantile, SMALL_UPLOADS } from "../measurement.ts";
import type { Pictures } from "./pictures.ts";
import { type Upload, upload } from "./upload.ts";

/** What the read routes are asked for afterwards. */
export interface Uploaded {
  fullSize: Upload;
  small: Upload;
}

/** Uploads some pictures to warm the server up, then the small and the full-size ones. */
export async function measureUploads(
  url: string,
  pictures: Pictures,
): Promise<{ uploaded: Uploaded; measurements: Measurement[] }> {
  await upload(url, pictures.warmUp);
  const small = await upload(url, pictures.small);
  const fullSize = await upload(url, pictures.fullSize);
  const measurements = [
    ...rateAndAnswers(FULL_SIZE_UPLOADS, "full-size pictures, acknowledgement", fullSize),
    ...rateAndAnswers(SMALL_UPLOADS, "small pictures, acknowledgement", small),
  ];
  return { uploaded: { fullSize, small }, measurements };
}

function rateAndAnswers(ready: string, acknowledged: string, { duration, acknowledgements }: Upload): Measurement[] {
  return [
    { group: "uploads", workload: ready, rate: acknowledgements.length / duration * 1000 },
    {
      group: "uploads",
      workload: acknowledged,
      p50: quantile(acknowledgements, 0.5),
      p99: quantile(acknowledgements, 0.99),
    },
  ];
}
