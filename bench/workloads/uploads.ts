/** How fast pictures are taken and processed. */
import { FULL_SIZE_UPLOADS, type Measurement, quantile, SMALL_UPLOADS } from "../measurement.ts";
import type { Target } from "../targets/target.ts";
import { withCost } from "./cost.ts";
import type { Pictures } from "./pictures.ts";
import { type Upload, upload } from "./upload.ts";

/** What the read routes are asked for afterwards. */
export interface Uploaded {
  fullSize: Upload;
  small: Upload;
}

/** Uploads some pictures to warm the server up, then the small and the full-size ones. */
export async function measureUploads(
  target: Target,
  pictures: Pictures,
): Promise<{ uploaded: Uploaded; measurements: Measurement[] }> {
  await upload(target.url, pictures.warmUp);
  const small = await withCost(target, () => upload(target.url, pictures.small));
  const fullSize = await withCost(target, () => upload(target.url, pictures.fullSize));
  for (const body of pictures.lone) await upload(target.url, [body]);
  const measurements = [
    ...rateAndAnswers(FULL_SIZE_UPLOADS, "full-size pictures, acknowledgement", fullSize),
    ...rateAndAnswers(SMALL_UPLOADS, "small pictures, acknowledgement", small),
  ];
  return { uploaded: { fullSize: fullSize.result, small: small.result }, measurements };
}

function rateAndAnswers(
  ready: string,
  acknowledged: string,
  { result: { duration, acknowledgements }, cost }: { result: Upload; cost: number | undefined },
): Measurement[] {
  const count = acknowledgements.length;
  return [
    { group: "uploads", workload: ready, rate: count / duration * 1000, cost: cost && cost / count },
    {
      group: "uploads",
      workload: acknowledged,
      p50: quantile(acknowledgements, 0.5),
      p99: quantile(acknowledgements, 0.99),
    },
  ];
}
