/** Reads single values of charts: with the mouse or a finger, or by keyboard. All charts show the same moment. */
import { data, say } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";
/** Points that the Page keys go by. */
const LEAP = 20;

/** Makes the charts of a page readable. */
export function startCharts(figures) {
  const { times, offsets, series } = data.charts;
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const charts = figures.map((figure) => {
    const [left, right, top, bottom, start, end, least, greatest] = figure.dataset.bounds.split(" ").map(Number);
    const values = series[figure.dataset.chart];
    const plot = figure.querySelector(".plot"), svg = figure.querySelector("svg");
    const line = document.createElementNS(SVG, "line"), dot = document.createElementNS(SVG, "circle");
    line.setAttribute("class", "cursor");
    dot.setAttribute("class", "cursor");
    dot.setAttribute("r", "4");
    line.setAttribute("y1", String(top));
    line.setAttribute("y2", String(bottom));
    const measured = values.flatMap((value, index) => value === null ? [] : [index]);
    plot.tabIndex = 0;
    plot.setAttribute("role", "slider");
    plot.setAttribute("aria-label", figure.dataset.title);
    plot.setAttribute("aria-valuemin", "0");
    plot.setAttribute("aria-valuemax", String(measured.length - 1));
    return {
      plot,
      svg,
      measured,
      timeAt: (x) => start + (x - left) / (right - left) * (end - start),
      mark(index) {
        const value = values[index];
        const text = `${clockOf(index)}: ${value === null ? "–" : numbers.format(value)}`;
        figure.querySelector("output").textContent = text;
        const x = left + (right - left) * (times[index] - start) / (end - start);
        line.setAttribute("x1", x.toFixed(1));
        line.setAttribute("x2", x.toFixed(1));
        dot.setAttribute("cx", x.toFixed(1));
        dot.setAttribute(
          "cy",
          (bottom - (bottom - top) * ((value ?? least) - least) / (greatest - least)).toFixed(1),
        );
        svg.append(line, ...(value === null ? [] : [dot]));
        if (value === null) dot.remove();
        plot.setAttribute("aria-valuenow", String(Math.max(0, measured.findLastIndex((other) => other <= index))));
        plot.setAttribute("aria-valuetext", text);
      },
    };
  });

  /** What a clock at the camera showed. */
  function clockOf(index) {
    return new Date((times[index] + offsets[index]) * 1000).toISOString().slice(0, 16).replace("T", " ");
  }

  function markAll(index) {
    for (const chart of charts) chart.mark(index);
  }

  function nearest(measured, time) {
    let best = measured[0];
    for (const index of measured) if (Math.abs(times[index] - time) < Math.abs(times[best] - time)) best = index;
    return best;
  }

  for (const { plot, svg, measured, timeAt } of charts) {
    // Where the keyboard is, among the points that were measured.
    let at = measured.length - 1;
    plot.setAttribute("aria-valuenow", String(at));
    plot.setAttribute("aria-valuetext", say("sky.chart_keys"));
    plot.addEventListener("pointermove", ({ clientX }) => {
      const { left, width } = svg.getBoundingClientRect();
      const index = nearest(measured, timeAt((clientX - left) / width * svg.viewBox.baseVal.width));
      at = measured.indexOf(index);
      markAll(index);
    });
    plot.addEventListener("focus", () => markAll(measured[at]));
    plot.addEventListener("keydown", (event) => {
      const moves = {
        ArrowLeft: at - 1,
        ArrowDown: at - 1,
        ArrowRight: at + 1,
        ArrowUp: at + 1,
        PageDown: at - LEAP,
        PageUp: at + LEAP,
        Home: 0,
        End: measured.length - 1,
      };
      if (!(event.key in moves)) return;
      event.preventDefault();
      at = Math.min(Math.max(moves[event.key], 0), measured.length - 1);
      markAll(measured[at]);
    });
  }
}
