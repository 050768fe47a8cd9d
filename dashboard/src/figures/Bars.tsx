import { useRef } from "preact/hooks";
import { useWidth } from "./useWidth.ts";

/** One bar: what it is of, how much, and that in words. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly told: string;
}

const ROW = 46;
const THICK = 16;

/** Bars below each other, each with its words over it: readable at every width. */
export function Bars({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const most = Math.max(...bars.map((bar) => bar.value), 1e-9);
  return (
    <div ref={place}>
      <svg class="bars" role="img" aria-label={label} width={width} height={bars.length * ROW} viewBox={`0 0 ${width} ${bars.length * ROW}`}>
        {bars.map((bar, row) => (
          <g key={bar.label}>
            <text x="0" y={row * ROW + 15}>{bar.label}</text>
            <text x={width} y={row * ROW + 15} text-anchor="end">{bar.told}</text>
            <rect class="ground" x="0" y={row * ROW + 22} width={width} height={THICK} rx="3" />
            <rect class="bar" x="0" y={row * ROW + 22} width={bar.value / most * width} height={THICK} rx="3" />
          </g>
        ))}
      </svg>
    </div>
  );
}

/** One column of a course of counts. */
export interface Column {
  readonly key: string;
  readonly label: string;
  readonly value: number;
}

const HEIGHT = 150;
const FOOT = 20;
const HEAD = 18;

/** Columns beside each other over time, with the first and last time and the highest count written. */
export function Columns({ columns, label, most }: { readonly columns: readonly Column[]; readonly label: string; readonly most: string }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const highest = Math.max(...columns.map((column) => column.value), 1);
  const step = width / Math.max(columns.length, 1);
  const base = HEIGHT - FOOT;
  return (
    <div ref={place}>
      <svg class="bars" role="img" aria-label={label} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
        <line class="axis" x1="0" x2={width} y1={HEAD} y2={HEAD} />
        <text x="0" y={HEAD - 5}>{most}</text>
        {columns.map((column, at) => {
          const tall = column.value / highest * (base - HEAD);
          return <rect key={column.key} class="bar" x={at * step + step * 0.1} y={base - tall} width={step * 0.8} height={tall} />;
        })}
        <line class="axis" x1="0" x2={width} y1={base} y2={base} />
        <text x="0" y={HEIGHT - 5}>{columns[0]?.label}</text>
        {columns.length > 1 && <text x={width} y={HEIGHT - 5} text-anchor="end">{columns.at(-1)?.label}</text>}
      </svg>
    </div>
  );
}
