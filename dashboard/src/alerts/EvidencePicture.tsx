import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { line } from "../figures/Sparkline.tsx";

const WIDTH_FIRST = 600;
const HEIGHT = 150;
const LEFT = 34;
const TOP = 8;
const BOTTOM = HEIGHT - 20;

/** What a picture needs; heights are between 0 and 1. */
export interface EvidencePictureProps {
  /** Said to whoever does not see it; the table below it has the numbers. */
  readonly label: string;
  readonly line: readonly (number | undefined)[];
  readonly dots?: readonly (number | undefined)[];
  /** A level at which something happens. */
  readonly limit?: number | undefined;
  /** What stands at some heights. */
  readonly scale: readonly (readonly [number, string])[];
  readonly from: string;
  readonly to: string;
}

/** A line, dots beside it, and a level: drawn without a library, so that colours follow the page and print. */
export function EvidencePicture({ label, line: levels, dots = [], limit, scale, from, to }: EvidencePictureProps) {
  const [place, width] = useWidth();
  const x = (place: number) => LEFT + ((place + 0.5) / Math.max(levels.length, 1)) * (width - LEFT - 4);
  const y = (height: number) => BOTTOM - height * (BOTTOM - TOP);
  return (
    <div ref={place}>
      <svg class="evidence" viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} role="img" aria-label={label}>
        {scale.map(([height, text]) => (
          <g key={text}>
            <line class="axis" x1={LEFT} x2={width} y1={y(height)} y2={y(height)} />
            <text x={LEFT - 5} y={y(height) + 4} text-anchor="end">{text}</text>
          </g>
        ))}
        {limit !== undefined && <line class="limit" x1={LEFT} x2={width} y1={y(limit)} y2={y(limit)} />}
        <path class="level" d={line(levels, x, (height) => y(height))} />
        {levels.length === 1 && levels[0] !== undefined && <line class="level" x1={LEFT} x2={width} y1={y(levels[0])} y2={y(levels[0])} />}
        {dots.map((height, place) => height !== undefined && <circle key={place} cx={x(place)} cy={y(height)} r="3" />)}
        <text x={LEFT} y={HEIGHT - 4}>{from}</text>
        <text x={width} y={HEIGHT - 4} text-anchor="end">{to}</text>
      </svg>
    </div>
  );
}

/** As wide as its place is, so that letters keep their size. */
function useWidth(): readonly [RefObject<HTMLDivElement>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(WIDTH_FIRST);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const resized = new ResizeObserver(() => setWidth(Math.max(box.clientWidth, 2 * LEFT)));
    resized.observe(box);
    return () => resized.disconnect();
  }, []);
  return [place, width];
}
