/** The controls of a loop. Its script fills them; without it, only the picture is there. */
import type { Say } from "../../../../core/messages/mod.ts";

/** What is played. */
export interface PlayerProps {
  /** Where the list of images is. */
  source: string;
  /** The picture that stands there first. */
  address?: string;
  /** Its id. */
  shown?: number;
  /** On a clock at the camera. */
  clock?: string;
  alt: string;
  /** Which parts can be chosen, when there are several. */
  parts?: { value: string; label: string }[];
  /** The camera whose newest image is shown until something is played. */
  live?: number;
  /** The text of the button that plays. */
  play: string;
  say: Say;
}

/** Images per second to choose from. */
const SPEEDS = [1, 2, 5, 10, 15, 25];

/** A picture, and what plays the images of a night in its place. */
export function Player({ source, address, shown, clock, alt, parts = [], live, play, say }: PlayerProps) {
  return (
    <section
      class="player"
      id="latest"
      data-frames={source}
      data-live={live === undefined ? undefined : String(live)}
      data-shown={shown === undefined ? undefined : String(shown)}
      data-play={play}
      aria-label={say("sky.loop")}
    >
      <figure class="sky">
        <img src={address} alt={alt} hidden={address === undefined} />
        <figcaption>
          <output id="taken">{clock ?? say("syncapi.no_image")}</output>
        </figcaption>
      </figure>
      <p role="alert" class="trouble"></p>
      <div class="controls" hidden>
        <div class="position">
          <button type="button" class="play">{play}</button>
          <input type="range" class="moment" min="0" max="0" value="0" disabled aria-label={say("sky.moment")} />
          {live !== undefined && <button type="button" class="newest quiet">{say("sky.newest")}</button>}
        </div>
        <div class="choices">
          {parts.length > 1 && (
            <Choice label={say("sky.part")} name="part" options={parts.map(({ value, label }) => [value, label])} />
          )}
          <Choice label={say("sky.from")} name="from" options={[]} />
          <Choice label={say("sky.to")} name="to" options={[]} />
          <Choice
            label={say("sky.speed")}
            name="speed"
            options={SPEEDS.map((speed) => [String(speed), say("sky.per_second", { speed })])}
            chosen="10"
          />
          <Choice
            label={say("sky.size")}
            name="size"
            options={[["auto", say("sky.size_auto")], ["small", say("sky.size_small")], ["full", say("sky.size_full")]]}
          />
        </div>
      </div>
    </section>
  );
}

function Choice(
  { label, name, options, chosen }: { label: string; name: string; options: [string, string][]; chosen?: string },
) {
  return (
    <label>
      {label}
      <select class="small" name={name} disabled={options.length === 0}>
        {options.map(([value, text]) => <option value={value} selected={value === chosen}>{text}</option>)}
      </select>
    </label>
  );
}
