import uPlot from "uplot";
import { useEffect, useRef } from "preact/hooks";
import type { Estimate } from "./estimate.ts";
import { useColours } from "./useColours.ts";
import { localeOf, useSpeech } from "../i18n/index.ts";

/** One point of a course. */
export interface Point {
  /** Start of its window. */
  readonly at: Date;
  readonly estimate: Estimate | undefined;
}

/** A time to point at, such as that of an alert. */
export interface Mark {
  readonly at: Date;
  readonly label: string;
}

/** What a chart needs. */
export interface LineChartProps {
  /** The time that is looked at: where nothing was answered in it, the line has none. */
  readonly from: Date;
  readonly to: Date;
  readonly points: readonly Point[];
  readonly marks?: readonly Mark[];
  /** Said to whoever does not see it; the table beside it has the numbers. */
  readonly label: string;
  /** Written after the numbers of the axis. */
  readonly unit: string;
}

const HEIGHT = 260;
const DAY_SECONDS = 86_400;
const NONE: readonly Mark[] = [];

/** A course with its interval as a band. It is a picture: what it shows stands in the table beside it, too. */
export function LineChart({ from, to, points, marks = NONE, label, unit }: LineChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const speech = useSpeech();
  const colours = useColours();
  const times = points.map(({ at }) => at.getTime());
  const begin = Math.min(from.getTime(), ...times) / 1000;
  const end = Math.max(to.getTime(), ...times) / 1000;
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const chart = new uPlot({ ...options(box, localeOf(speech.language), unit, marks), scales: scales(begin, end) }, data(points), box);
    const resized = new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height: HEIGHT }));
    resized.observe(box);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [begin, end, points, marks, speech, unit, colours]);
  return <div class="chart" ref={place} role="img" aria-label={label} />;
}

function data(points: readonly Point[]): uPlot.AlignedData {
  const value = (of: (estimate: Estimate) => number | undefined) =>
    points.map(({ estimate }) => (estimate === undefined ? null : of(estimate) ?? null));
  return [
    points.map(({ at }) => at.getTime() / 1000),
    value((estimate) => estimate.high),
    value((estimate) => estimate.low),
    value((estimate) => estimate.value),
  ];
}

function options(box: HTMLElement, locale: string, unit: string, marks: readonly Mark[]): uPlot.Options {
  const style = getComputedStyle(box);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour("--dim"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
    font: `12px ${style.fontFamily}`,
  };
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  return {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false },
    axes: [
      {
        ...axis,
        size: 30,
        values: (_, times, __, ___, step) => times.map((time) => (step < DAY_SECONDS ? hour : day).format(new Date(time * 1000))),
      },
      { ...axis, size: 44, values: (_, values) => values.map((value) => `${value}${unit}`) },
    ],
    series: [
      {},
      { stroke: "transparent", width: 0, points: { show: false } },
      { stroke: "transparent", width: 0, points: { show: false } },
      { stroke: colour("--accent"), width: 2, points: { show: true, size: 5, fill: colour("--accent") } },
    ],
    bands: [{ series: [1, 2], fill: colour("--range") }],
    hooks: { draw: [(chart) => drawMarks(chart, marks, colour("--worse"))] },
  };
}

function scales(begin: number, end: number): uPlot.Scales {
  return { x: { range: () => [begin, end] }, y: { range: (_, low, high) => spread(low, high) } };
}

/** From below the lowest to above the highest, within 0 to 100 unless values lie beyond. */
function spread(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 100];
  const room = Math.max((high - low) * 0.1, 2);
  return [low < 0 ? low - room : Math.max(0, low - room), high > 100 ? high + room : Math.min(100, high + room)];
}

function drawMarks(chart: uPlot, marks: readonly Mark[], colour: string): void {
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([4, 4]);
  for (const mark of marks) {
    const x = chart.valToPos(mark.at.getTime() / 1000, "x", true);
    if (x < chart.bbox.left || x > chart.bbox.left + chart.bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, chart.bbox.top);
    ctx.lineTo(x, chart.bbox.top + chart.bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
