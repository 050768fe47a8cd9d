import { useRef } from "preact/hooks";
import type { Estimate } from "./estimate.ts";
import { useWidth } from "./useWidth.ts";

/** One share with its interval: what it is of, and what is told of it below. */
export interface ShareBar {
  readonly label: string;
  /** In percent; absent where nothing may be shown. */
  readonly estimate: Estimate | undefined;
  readonly told: readonly { readonly text: string; readonly mark?: "better" | "worse" }[];
}

/** Bars under a heading of their own. */
export interface ShareGroup {
  readonly heading: string;
  readonly bars: readonly ShareBar[];
}

const LINE = 18;
const THICK = 14;
const GAP = 14;
const HEADING = 30;
/** About as wide as a letter at 14 px; what is longer than a line goes on in the next one. */
const LETTER = 7.6;
/** The same where it is bold. */
const BOLD = 8.8;

/** Shares below each other, each with its whole interval and its words: readable at every width. */
export function ShareBars({ groups, label }: { readonly groups: readonly ShareGroup[]; readonly label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const letters = Math.max(12, Math.floor(width / LETTER));
  let y = 0;
  const drawn = groups.filter(({ bars }) => bars.length > 0).map(({ heading, bars }) => {
    const titles = lines(heading, Math.max(12, Math.floor(width / BOLD)));
    const top = y;
    y += HEADING + (titles.length - 1) * LINE;
    return {
      heading,
      titles,
      top,
      bars: bars.map((bar) => {
        const told = bar.told.flatMap(({ text, mark }) => lines(text, letters).map((line) => ({ line, mark })));
        const names = lines(bar.label, letters);
        const at = y;
        y += (names.length + told.length) * LINE + (bar.estimate ? THICK + 6 : 0) + GAP;
        return { bar, names, told, at };
      }),
    };
  });
  return (
    <div ref={place}>
      <svg class="bars" role="img" aria-label={label} width={width} height={y} viewBox={`0 0 ${width} ${y}`}>
        {drawn.map(({ heading, titles, top, bars }) => (
          <g key={heading}>
            {titles.map((line, at) => <text key={line} class="heading" x="0" y={top + 16 + at * LINE}>{line}</text>)}
            {bars.map(({ bar, names, told, at }) => <OneBar key={bar.label} bar={bar} names={names} told={told} at={at} width={width} />)}
          </g>
        ))}
      </svg>
    </div>
  );
}

interface OneBarProps {
  readonly bar: ShareBar;
  readonly names: readonly string[];
  readonly told: readonly { readonly line: string; readonly mark: "better" | "worse" | undefined }[];
  readonly at: number;
  readonly width: number;
}

function OneBar({ bar, names, told, at, width }: OneBarProps) {
  const { estimate } = bar;
  const barAt = at + names.length * LINE + 2;
  const toldAt = barAt + (estimate ? THICK + 4 : 0);
  return (
    <>
      {names.map((line, place) => <text key={line} x="0" y={at + 14 + place * LINE}>{line}</text>)}
      {estimate && <Mark estimate={estimate} y={barAt} width={width} />}
      {told.map(({ line, mark }, place) => (
        <text key={line} class={mark ? `told ${mark}` : "told"} x="0" y={toldAt + 14 + place * LINE}>{line}</text>
      ))}
    </>
  );
}

function Mark({ estimate, y, width }: { readonly estimate: Estimate; readonly y: number; readonly width: number }) {
  const { value, low = value, high = value } = estimate;
  const x = (share: number) => share / 100 * width;
  return (
    <>
      <rect class="ground" x="0" y={y} width={width} height={THICK} rx="3" />
      <rect class="bar" x="0" y={y} width={x(value)} height={THICK} rx="3" />
      <line class="ring" x1={x(low)} x2={x(high)} y1={y + THICK / 2} y2={y + THICK / 2} />
      <line class="whisker" x1={x(low)} x2={x(high)} y1={y + THICK / 2} y2={y + THICK / 2} />
      <line class="whisker" x1={x(low)} x2={x(low)} y1={y + 3} y2={y + THICK - 3} />
      <line class="whisker" x1={x(high)} x2={x(high)} y1={y + 3} y2={y + THICK - 3} />
    </>
  );
}

/** A text in lines of so many letters, broken between words. */
export function lines(text: string, letters: number): readonly string[] {
  const found: string[] = [];
  for (const word of text.split(" ")) {
    const last = found.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  return found;
}
