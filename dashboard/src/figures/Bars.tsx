import { useRef } from "preact/hooks";
import { useWidth } from "./useWidth.ts";

/** One bar: what it is of, which share of the whole, and that in words. */
export interface Bar {
  readonly label: string;
  /** In percent. */
  readonly share: number;
  readonly told: string;
}

const ROW = 46;
const THICK = 16;
const LINE = 18;
/** Below this width the figures stand below the names. */
const NARROW = 420;

/** Bars below each other, each with its words over it: readable at every width. */
export function Bars({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const below = width < NARROW ? LINE : 0;
  const row = ROW + below;
  const height = bars.length * row;
  return (
    <div ref={place}>
      <svg class="bars" role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        {bars.map((bar, at) => (
          <g key={bar.label}>
            <text x="0" y={at * row + 15}>{bar.label}</text>
            <text x={below ? 0 : width} y={at * row + 15 + below} text-anchor={below ? "start" : "end"}>{bar.told}</text>
            <rect class="ground" x="0" y={at * row + 22 + below} width={width} height={THICK} rx="3" />
            <rect class="bar" x="0" y={at * row + 22 + below} width={bar.share / 100 * width} height={THICK} rx="3" />
          </g>
        ))}
      </svg>
    </div>
  );
}

/** One column of a course of counts. */
export interface Column {
  /** Where it begins and how wide it is, as parts of the whole time. */
  readonly start: number;
  readonly length: number;
  readonly value: number;
}

/** What columns need. */
export interface ColumnsProps {
  readonly columns: readonly Column[];
  readonly label: string;
  /** Written at the height of the highest, and at both ends of the time. */
  readonly most: string;
  readonly first: string;
  readonly last: string;
}

const HEIGHT = 150;
const FOOT = 20;
const HEAD = 18;

/** Columns over time: where nothing was, there is a gap. */
export function Columns({ columns, label, most, first, last }: ColumnsProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const highest = Math.max(...columns.map((column) => column.value), 1);
  const base = HEIGHT - FOOT;
  return (
    <div ref={place}>
      <svg class="bars" role="img" aria-label={label} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
        <line class="axis" x1="0" x2={width} y1={HEAD} y2={HEAD} />
        <text x="0" y={HEAD - 5}>{most}</text>
        {columns.map(({ start, length, value }) => {
          const tall = value / highest * (base - HEAD);
          return (
            <rect key={start} class="bar" x={(start + length * 0.1) * width} y={base - tall} width={length * 0.8 * width} height={tall} />
          );
        })}
        <line class="axis" x1="0" x2={width} y1={base} y2={base} />
        <text x="0" y={HEIGHT - 5}>{first}</text>
        <text x={width} y={HEIGHT - 5} text-anchor="end">{last}</text>
      </svg>
    </div>
  );
}
