import assert from "node:assert/strict";
import { alignClocks, type ClockReadings } from "../../../../src/features/uploads/dispatch/clock.ts";

const HOUR = 3600;

function reading(changes: Partial<ClockReadings>): ClockReadings {
  return { time: 0, gpsTime: null, cameraTime: null, camera: "A", ...changes };
}

const times = (pictures: ClockReadings[]) => alignClocks(pictures).map(({ time }) => time).sort((a, b) => a - b);

Deno.test("alignClocks() puts a camera that loses GPS on the way on one clock", () => {
  // The clock is an hour behind; in the tunnel, there is nothing else.
  const journey = Array.from({ length: 20 }, (_, second) => {
    const cameraTime = second - HOUR, isTunnel = second >= 8 && second < 12;
    return reading(isTunnel ? { time: cameraTime, cameraTime } : { time: second, gpsTime: second, cameraTime });
  });
  assert.deepEqual(times(journey), Array.from({ length: 20 }, (_, second) => second));
});

Deno.test("alignClocks() leaves cameras with one clock, and others, as they are", () => {
  const gps = [1, 2, 3].map((time) => reading({ time, gpsTime: time, cameraTime: time - HOUR }));
  const own = [1, 2, 3].map((time) => reading({ time, cameraTime: time, camera: "B" }));
  assert.deepEqual(alignClocks([...gps, ...own]), [...gps, ...own]);
});

Deno.test("alignClocks() leaves times that a person set", () => {
  const set = reading({ time: 500, gpsTime: 3, cameraTime: 3 - HOUR });
  const pictures = [
    reading({ time: 1, gpsTime: 1, cameraTime: 1 - HOUR }),
    reading({ time: 2 - HOUR, cameraTime: 2 - HOUR }),
    set,
  ];
  assert.ok(alignClocks(pictures).includes(set));
  assert.deepEqual(times(pictures), [1, 2, 500]);
});

Deno.test("alignClocks() changes nothing where no picture has both times", () => {
  const pictures = [reading({ time: 1, gpsTime: 1 }), reading({ time: 2, cameraTime: 2 })];
  assert.deepEqual(alignClocks(pictures), pictures);
});
