import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useSpeech } from "../i18n/index.ts";
import type { LineChartProps } from "./LineChart.tsx";

let chart: ComponentType<LineChartProps> | undefined;

/** A line chart whose library is fetched when the first one is shown: the first view does not wait for it. */
export function Course(props: LineChartProps) {
  const { words } = useSpeech();
  const [, setLoaded] = useState(chart !== undefined);
  useEffect(() => {
    if (chart) return;
    void import("./LineChart.tsx").then(({ LineChart }) => {
      chart = LineChart;
      setLoaded(true);
    });
  }, []);
  const Chart = chart;
  return Chart ? <Chart {...props} /> : <p class="dim chart" role="status">{words.loading}</p>;
}
