import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Route } from "../route.ts";

/** The view that is shown, and how another one is. */
export interface View {
  readonly route: Route;
  readonly go: (href: string) => void;
}

export const ViewContext = createContext<View | undefined>(undefined);

/** The view of the page. */
export function useView(): View {
  const view = useContext(ViewContext);
  if (!view) throw new Error("there is no view around this");
  return view;
}
