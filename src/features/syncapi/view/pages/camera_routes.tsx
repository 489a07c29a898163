/** `/allsky/<camera>`: the newest image of a camera, its last hours, and its nights. */
import { z } from "@hono/zod-openapi";
import { basePath } from "../../../../core/http/base_url.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message, type Say } from "../../../../core/messages/mod.ts";
import type { Services } from "../../../../core/services.ts";
import { pageLanguage, translator } from "../../../web/mod.ts";
import { chartData } from "../charts/chart_group.tsx";
import { commonMeasures, MAIN_MEASURES } from "../charts/measures.ts";
import { listMeasures } from "../charts/queries.ts";
import { averagedSeconds } from "../charts/spans.ts";
import { hasKeogramRows } from "../keogram/queries.ts";
import { monthSchema } from "../nights/month.ts";
import { listDaysOfMonth, listMonths } from "../nights/queries.ts";
import { listVisibleAssets } from "../queries.ts";
import { answerAllskyPage, pageDeclaration } from "./answer.ts";
import { CameraPage } from "./camera_page.tsx";
import { requireCamera } from "./require_camera.ts";

const CHARTED_HOURS = 12;
const MOST_IMAGES = 1000;

const query = z.object({ month: monthSchema.optional() });

/** The page of a camera. */
export function cameraRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    ...pageDeclaration(settings),
    path: "/allsky/{camera:int}",
    summary: "An all-sky camera, and a month of its nights",
    request: { query },
  }, async (context, parameters) => {
    const camera = await requireCamera(sql, parameters.camera);
    const asked = validate(query, context.req.query(), message("syncapi.query_not_valid"));
    const cameraId = camera.id;
    const [latest] = await listVisibleAssets(sql, { cameraId, kinds: ["image"], limit: 1 });
    const say = translator(context);
    const charts = await chartsOf(cameraId, say);
    const months = await listMonths(sql, cameraId);
    const month = asked.month ?? months[0];
    const products = month ? await productsOf(cameraId, month) : [];
    const body = (
      <CameraPage
        base={basePath(context)}
        camera={camera}
        latest={latest}
        charts={charts}
        calendar={month ? { month, months, products, days: await listDaysOfMonth(sql, cameraId, month) } : undefined}
        hasKeogram={await hasKeogramRows(sql, cameraId)}
        now={Date.now()}
        language={pageLanguage(context)}
        say={say}
      />
    );
    const assets = [...latest ? [latest] : [], ...products];
    const data = { charts: chartData(charts) };
    return await answerAllskyPage(context, settings, { title: camera.title, body, assets, data });
  });

  async function chartsOf(cameraId: number, say: Say) {
    const measures = commonMeasures(say).filter(({ name }) => MAIN_MEASURES.includes(name));
    const end = Math.floor(Date.now() / 1000);
    const span = { start: end - CHARTED_HOURS * 3600, end };
    return {
      measures,
      span,
      rows: await listMeasures(sql, { cameraId, span, measures, seconds: averagedSeconds(span) }),
    };
  }

  function productsOf(cameraId: number, month: string) {
    const start = `${month}-01`;
    const [year = 0, number = 0] = month.split("-").map(Number);
    // The end is excluded. Month 12 counts from zero, so it is the January after.
    const end = new Date(Date.UTC(2000, number)).toISOString().slice(5, 10);
    const days = { start, end: `${String(number === 12 ? year + 1 : year).padStart(4, "0")}-${end}` };
    return listVisibleAssets(sql, { cameraId, kinds: ["keogram", "video"], days, limit: MOST_IMAGES });
  }
}
