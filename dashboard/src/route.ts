/** Every view has an address that shows it again: a path and what was chosen on it. */

/** Pages, by the first part of their path. */
export const PAGES = ["", "service", "alerts", "compare", "setup"] as const;

/** One of the pages. */
export type Page = typeof PAGES[number];

/** What is shown. */
export interface Route {
  readonly page: Page;
  /** What follows in the path: the code of a service, the id of an alert. */
  readonly rest: readonly string[];
  /** What was chosen. */
  readonly chosen: URLSearchParams;
}

/** The view of an address; one that is unknown shows the overview. */
export function routeOf(url: URL): Route {
  const [first = "", ...rest] = url.pathname.split("/").slice(1).map(decodeURIComponent);
  const page = PAGES.find((each) => each === first) ?? "";
  return { page, rest: rest.filter((each) => each !== ""), chosen: url.searchParams };
}

/** The address of a view; choices that are empty are left out. */
export function hrefOf(page: Page, rest: readonly string[] = [], chosen: Readonly<Record<string, string | undefined>> = {}): string {
  const path = "/" + [page, ...rest].filter((each) => each !== "").map(encodeURIComponent).join("/");
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) if (value) words.set(name, value);
  const text = words.toString();
  return text ? `${path}?${text}` : path;
}

/** The same view with other choices. */
export function changed(route: Route, choices: Readonly<Record<string, string | undefined>>): string {
  const all: Record<string, string | undefined> = { ...Object.fromEntries(route.chosen), ...choices };
  return hrefOf(route.page, route.rest, all);
}
