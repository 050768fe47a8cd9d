import { useRef } from "preact/hooks";
import type { Estimate } from "./estimate.ts";
import { useWidth } from "./useWidth.ts";

/** One figure on the common axis; without an estimate only its words are shown. */
export interface Range {
  readonly label: string;
  readonly told: string;
  readonly estimate: Estimate | undefined;
}

/** What the drawing needs. */
export interface RangesProps {
  readonly ranges: readonly Range[];
  readonly label: string;
  /** The ends of the axis. */
  readonly from: number;
  readonly to: number;
}

const ROW = 48;
const LINE = 18;
/** Below this width the figures stand below the names. */
const NARROW = 560;
const FOOT = 22;
const INSET = 6;

/** Figures with their intervals below each other on one axis, so that what overlaps is seen to overlap. */
export function Ranges({ ranges, label, from, to }: RangesProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const below = width < NARROW ? LINE : 0;
  const row = ROW + below;
  const height = ranges.length * row + FOOT;
  const x = (value: number) => INSET + (value - from) / (to - from) * (width - 2 * INSET);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => from + part * (to - from));
  return (
    <div ref={place}>
      <svg class="bars" role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        {ticks.map((tick, at) => (
          <g key={tick}>
            <line class={tick === 0 && from < 0 ? "axis zero" : "axis"} x1={x(tick)} x2={x(tick)} y1="0" y2={height - FOOT} />
            <text x={x(tick)} y={height - 6} text-anchor={at === 0 ? "start" : at === 4 ? "end" : "middle"}>{Math.round(tick)}</text>
          </g>
        ))}
        {ranges.map(({ label: name, told, estimate }, at) => (
          <g key={name}>
            <text class="halo" x="0" y={at * row + 15}>{name}</text>
            <text class="halo" x={below ? 0 : width} y={at * row + 15 + below} text-anchor={below ? "start" : "end"}>{told}</text>
            {estimate && <Mark estimate={estimate} x={x} y={at * row + 31 + below} />}
          </g>
        ))}
      </svg>
    </div>
  );
}

function Mark({ estimate, x, y }: { readonly estimate: Estimate; readonly x: (value: number) => number; readonly y: number }) {
  const { value, low = value, high = value } = estimate;
  return (
    <>
      <rect class="range" x={x(low)} width={Math.max(x(high) - x(low), 1)} y={y - 6} height="12" rx="3" />
      <rect class="bar" x={x(value) - 2} width="4" y={y - 9} height="18" rx="1" />
    </>
  );
}
