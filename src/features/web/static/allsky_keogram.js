/** Keograms: says which time is under the pointer or chosen by keyboard, and leads to the image that was taken then. */

/** Arrow keys go by a hundredth of the width, Page keys by a tenth. */
const STEP = 0.01, LEAP = 0.1;
const DAY = 86_400_000;

/** Makes a keogram of a night or of a year readable. */
export function startKeogram(figure) {
  const plot = figure.querySelector(".plot"), output = figure.querySelector("output");
  const hours = figure.dataset.hours && JSON.parse(figure.dataset.hours);
  const firstDay = Number(figure.dataset.firstDay);
  const explanation = output.textContent;
  const clockAt = hours ? (x) => clockOfNight(hours, x) : (x, y) => clockOfYear(firstDay, x, y, figure.dataset.days);
  let x = 0.5;
  // The middle of a column of the year is midnight.
  let y = 0.5;

  const mark = () => {
    const clock = clockAt(x, y);
    output.textContent = clock.replace("T", " ");
    plot.setAttribute("aria-valuenow", String(Math.round(x * 100)));
    plot.setAttribute("aria-valuetext", output.textContent);
  };
  const open = () => location.assign(`${figure.dataset.at}?time=${clockAt(x, y)}`);

  plot.tabIndex = 0;
  plot.setAttribute("role", "slider");
  plot.setAttribute("aria-valuemin", "0");
  plot.setAttribute("aria-valuemax", "100");
  plot.setAttribute("aria-valuenow", "50");
  plot.setAttribute("aria-valuetext", explanation);
  const follow = ({ clientX, clientY }) => {
    const { left, top, width, height } = plot.querySelector("img").getBoundingClientRect();
    x = within((clientX - left) / width);
    y = within((clientY - top) / height);
    mark();
  };
  plot.addEventListener("pointermove", follow);
  plot.addEventListener("click", (event) => {
    follow(event);
    open();
  });
  plot.addEventListener("focus", mark);
  plot.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: -STEP, ArrowRight: STEP, PageDown: -LEAP, PageUp: LEAP, Home: -1, End: 1 };
    if (event.key === "Enter") open();
    else if (event.key in moves) x = within(x + moves[event.key]);
    else return;
    event.preventDefault();
    if (event.key !== "Enter") mark();
  });
}

function within(share) {
  return Math.min(Math.max(share, 0), 0.9999);
}

/** What the clock at the camera showed. @param hours the first and last time of each, and where it begins and ends */
function clockOfNight(hours, x) {
  const [first, last, from, to] = hours.find(([, , , end]) => x < end) ?? hours.at(-1);
  const [start, end] = [first, last].map((clock) => Date.parse(`${clock}Z`));
  return new Date(start + (end - start) * (x - from) / (to - from)).toISOString().slice(0, 19);
}

/** Columns are days from noon, above, to noon. */
function clockOfYear(firstDay, x, y, days) {
  const time = (firstDay + Math.floor(x * days)) * DAY + DAY / 2 + y * DAY;
  return new Date(time).toISOString().slice(0, 16);
}
