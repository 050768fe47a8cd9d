import { localeOf, useSpeech } from "../i18n/index.ts";
import { type HourOfWeek, weekdays } from "./hours.ts";

const WIDE = 40;
const HIGH = 30;
const LEFT = 44;
const TOP = 22;
/** The most that a cell is coloured, so that the number on it stays readable. */
const STRONGEST = 0.45;

/** A week of hours: the stronger the colour the better, with the figure on it; hatched where answers are too few. */
export function HeatMap({ hours, label }: { readonly hours: readonly HourOfWeek[]; readonly label: string }) {
  const { language, numbers } = useSpeech();
  const days = weekdays(localeOf(language), "short");
  const first = Math.min(...hours.map(({ hour }) => hour));
  const columns = Math.max(...hours.map(({ hour }) => hour)) - first + 1;
  const [width, height] = [LEFT + columns * WIDE, TOP + 7 * HIGH];
  const values = hours.flatMap(({ estimate }) => estimate ? [estimate.value] : []);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const strength = (value: number) => STRONGEST * (high === low ? 0.5 : 0.1 + 0.9 * (value - low) / (high - low));
  return (
    <div class="scrolled" tabIndex={0} role="region" aria-label={label}>
      <svg class="heat" role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        <pattern id="few" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="axis" x1="0" x2="0" y1="0" y2="6" />
        </pattern>
        {Array.from(
          { length: columns },
          (_, at) => <text key={at} x={LEFT + at * WIDE + WIDE / 2} y={TOP - 7} text-anchor="middle">{first + at}</text>,
        )}
        {days.map((day, at) => <text key={day} x="0" y={TOP + at * HIGH + 20}>{day}</text>)}
        {hours.map(({ weekday, hour, estimate }) => {
          const at = { x: LEFT + (hour - first) * WIDE + 1, y: TOP + weekday * HIGH + 1, width: WIDE - 2, height: HIGH - 2, rx: 3 };
          return (
            <g key={weekday * 24 + hour}>
              {estimate ? <rect {...at} class="bar" fill-opacity={strength(estimate.value)} /> : <rect {...at} fill="url(#few)" />}
              {estimate && <text x={at.x + at.width / 2} y={at.y + 19} text-anchor="middle">{numbers.whole.format(estimate.value)}</text>}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
