/** Charts: what is read from the database, where marks stand, and the page. */
import assert from "node:assert/strict";
import { offsetAt, timeTicks, valueTicks } from "../../../../src/features/syncapi/view/charts/axes.ts";
import { customMeasures } from "../../../../src/features/syncapi/view/charts/measures.ts";
import { listMeasures } from "../../../../src/features/syncapi/view/charts/queries.ts";
import { answer, serverTest } from "../../../support/server.ts";
import { bytesOf, imageMetadata, syncClient } from "../client.ts";

const media = bytesOf("an image");
const OTHER = "22222222-2222-3333-4444-555555555555";

serverTest(
  "charts show what was measured in a span or a night, with the sensors that the owner chose",
  async (server) => {
    const client = await syncClient(server);
    const { id } = await answer(client.camera({
      data: { custom_chart_1_key: "sensor_user_2", custom_chart_2_key: "x'; DROP", sensor_user_2: "Dew <point>" },
    }));
    await answer(client.camera({ uuid: OTHER }));
    const evening = Date.parse("2024-02-01T04:00:00Z") / 1000;
    const send = (minutes: number, fields: Record<string, unknown>) => {
      const metadata = imageMetadata({ createDate: evening + minutes * 60, dayDate: undefined, ...fields });
      return answer(client.send("PUT", "image", metadata, { media }));
    };
    await send(60, { sqm: 21, stars: null, kpindex: 4.5, data: { sensor_user_2: -1.5 } });
    await send(0, { sqm: 20, stars: 5, kpindex: 3, data: { sensor_user_2: 2.25 } });
    await send(120, { sqm: 18, stars: 9, kpindex: null, data: { sensor_user_2: "no number" } });
    await send(30, { sqm: 99, camera_uuid: OTHER });
    const page = async (query: string, status = 200) => {
      const response = await fetch(`${server.url}/allsky/${id}/charts${query}`, { headers: { Accept: "text/html" } });
      const text = await response.text();
      assert.equal(response.status, status, text);
      assert.doesNotMatch(text, /Dew <point>|style="/);
      return text;
    };
    for (const query of ["?day=2024-01-31", `?span=3h&until=${evening + 7500}`]) {
      const text = await page(query);
      assert.match(text, /Sky brightness \(SQM\): 18 \(18 – 21\)/);
      assert.match(text, /Stars: 9 \(5 – 9\)/);
      assert.match(text, /Kp index: 4\.5 \(3 – 4\.5\)/);
      assert.match(text, /Dew &lt;point&gt;: -1\.5 \(-1\.5 – 2\.25\)/);
      // The clock of the camera, eight hours west, on the axis and in the table.
      assert.match(text, /<text[^>]*>21:00<\/text>/);
      assert.match(text, /<th scope="row">2024-01-31 20:00<\/th>/);
    }
    assert.match(await page(""), /Nothing was measured/);
    assert.match(await page("?day=2024-02-10"), /Nothing was measured/);
    // Too long for what lies in the free-form data.
    assert.doesNotMatch(await page(`?span=31d&until=${evening + 7500}`), /Dew/);
    for (const query of ["?span=1y", "?until=x", "?day=2024-02-30"]) await page(query, 400);

    const measures = [{ name: "sqm", place: "column", title: "" }] as const;
    const span = { start: evening, end: evening + 7200 };
    const averaged = await listMeasures(server.sql, { cameraId: id, span, measures: [...measures], seconds: 1e9 });
    assert.deepEqual(averaged.map(({ values, offset }) => [values[0]?.toFixed(2), offset]), [["19.67", -28800]]);
  },
);

Deno.test("customMeasures() takes sensors alone, each once", () => {
  const data = {
    custom_chart_1_key: "sensor_user_10",
    custom_chart_2_key: "sensor_user_10",
    custom_chart_3_key: "gain",
    custom_chart_4_key: 7,
    custom_chart_5_key: "sensor_temp_3",
    custom_chart_10_key: "sensor_user_11",
    sensor_user_10: "Dew point",
  };
  assert.deepEqual(customMeasures(data).map(({ name, title }) => [name, title]), [
    ["sensor_user_10", "Dew point"],
    ["sensor_temp_3", "sensor_temp_3"],
  ]);
});

Deno.test("valueTicks() encloses the values with round marks, whatever they are", () => {
  const labels = (least: number, greatest: number, language = "en") =>
    valueTicks(least, greatest, language).map(({ label }) => label);
  assert.deepEqual(labels(17.9, 20.2), ["17", "18", "19", "20", "21"]);
  assert.deepEqual(labels(0.00012, 0.0003), ["0.0001", "0.00015", "0.0002", "0.00025", "0.0003"]);
  assert.deepEqual(labels(5, 5).length > 1, true);
  assert.deepEqual(labels(0, 0).length > 1, true);
  assert.deepEqual(labels(-12.5, 8, "fr"), ["-20", "-10", "0", "10"]);
  for (const [least, greatest] of [[-1e-9, 1e-9], [1e12, 3e12], [-3, -2.9]] as const) {
    const ticks = valueTicks(least, greatest, "en");
    assert.ok(
      ticks.length <= 7 && ticks[0]!.value <= least && ticks.at(-1)!.value >= greatest,
      `${least}, ${greatest}`,
    );
  }
});

Deno.test("timeTicks() marks full hours of the clock at the camera, also on the night when it is put back", () => {
  const at = (text: string) => Date.parse(text) / 1000;
  // In Paris, 27 October 2024: three o'clock is two o'clock again.
  const change = at("2024-10-27T01:00:00Z");
  const clock = { times: [at("2024-10-26T20:00:00Z"), change], offsets: [7200, 3600], fallback: 0 };
  assert.equal(offsetAt(clock, change - 1), 7200);
  assert.equal(offsetAt(clock, change), 3600);
  const span = { start: at("2024-10-26T21:30:00Z"), end: at("2024-10-27T03:30:00Z") };
  const [midnight, ...hours] = timeTicks(span, clock, "en").map(({ label }) => label);
  assert.match(midnight!, /27/);
  assert.deepEqual(hours, ["01:00", "02:00", "02:00", "03:00", "04:00"]);
  const month = { start: span.start - 31 * 86_400, end: span.end };
  assert.ok(timeTicks(month, clock, "en").length <= 7);
});
