/** `/allsky/<camera>/charts`: what was measured, over hours, days or a night. */
import { z } from "@hono/zod-openapi";
import { basePath } from "../../../../core/http/base_url.ts";
import { integer } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message, type Say } from "../../../../core/messages/mod.ts";
import type { Services } from "../../../../core/services.ts";
import { pageLanguage, translator } from "../../../web/mod.ts";
import { mediumDay } from "../nights/month.ts";
import { answerAllskyPage, pageDeclaration } from "../pages/answer.ts";
import { requireCamera } from "../pages/require_camera.ts";
import { chartData, ChartGroup } from "./chart_group.tsx";
import { commonMeasures, customMeasures } from "./measures.ts";
import { findCameraData, findDaySpan, listMeasures } from "./queries.ts";
import { averagedSeconds, LONGEST_OF_SENSORS, SPAN_NAMES, type SpanName, SPANS } from "./spans.ts";

const query = z.object({
  span: z.enum(SPAN_NAMES).optional(),
  /** The end of the span, seconds since 1970; now when left out. */
  until: integer({ min: 0, max: 253_402_300_799 }).optional(),
  day: z.iso.date().optional(),
});

/** The page of all charts of a camera. */
export function chartRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    ...pageDeclaration(settings),
    path: "/allsky/{camera:int}/charts",
    summary: "What an all-sky camera measured, over a span of time",
    request: { query },
  }, async (context, parameters) => {
    const camera = await requireCamera(sql, parameters.camera);
    const asked = validate(query, context.req.query(), message("syncapi.query_not_valid"));
    const { day, span: name = "24h" } = asked;
    const say = translator(context), language = pageLanguage(context);
    const now = Math.floor(Date.now() / 1000);
    const end = asked.until ?? now;
    const span = day === undefined
      ? { start: end - SPANS[name], end }
      : await findDaySpan(sql, camera.id, day) ?? { start: now, end: now };
    const sensors = span.end - span.start <= LONGEST_OF_SENSORS
      ? customMeasures(await findCameraData(sql, camera.id))
      : [];
    const measures = [...commonMeasures(say), ...sensors];
    const rows = await listMeasures(sql, {
      cameraId: camera.id,
      span: day === undefined ? span : { day },
      measures,
      seconds: averagedSeconds(span),
    });
    const here = `${basePath(context)}/allsky/${camera.id}`;
    const title = day === undefined ? camera.title : `${camera.title}, ${mediumDay(day, language)}`;
    const body = (
      <>
        <nav class="steps" aria-label={say("sky.charts")}>
          <a href={day === undefined ? here : `${here}/${day}`}>← {title}</a>
        </nav>
        <SpanLinks here={here} chosen={day === undefined ? name : undefined} end={end} now={now} say={say} />
        <ChartGroup
          measures={measures}
          rows={rows}
          span={span}
          utcOffset={camera.utc_offset}
          language={language}
          say={say}
        />
      </>
    );
    return await answerAllskyPage(context, settings, {
      title: `${say("sky.charts")}, ${title}`,
      body,
      assets: [],
      data: { charts: chartData({ rows, measures }) },
    });
  });
}

/** Other spans, and the same span before and after. */
function SpanLinks(
  { here, chosen, end, now, say }: { here: string; chosen?: SpanName; end: number; now: number; say: Say },
) {
  const until = end === now ? "" : `&until=${end}`;
  const seconds = chosen && SPANS[chosen];
  return (
    <nav class="tabs spans" aria-label={say("sky.span")}>
      {SPAN_NAMES.map((name) => (
        <a href={`${here}/charts?span=${name}${until}`} aria-current={name === chosen ? "page" : undefined}>
          {name.endsWith("h") ? say("sky.hours", { hours: parseInt(name) }) : say("sky.days", { days: parseInt(name) })}
        </a>
      ))}
      {seconds && <a href={`${here}/charts?span=${chosen}&until=${end - seconds}`}>← {say("sky.earlier")}</a>}
      {seconds && end < now && (
        <a href={`${here}/charts?span=${chosen}${end + seconds < now ? `&until=${end + seconds}` : ""}`}>
          {say("sky.later")} →
        </a>
      )}
    </nav>
  );
}
