import { later } from "../frame/later.tsx";

/** A line chart whose library is fetched when the first one is shown: the first view does not wait for it. */
export const Course = later(async () => (await import("./LineChart.tsx")).LineChart);
