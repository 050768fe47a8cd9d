import { useEffect, useState } from "preact/hooks";
import type { ScoreRow, Scores } from "../contract.ts";
import { follow, type Query } from "../door.ts";
import { merged } from "../figures/rows.ts";

/** Figures as they are now. */
export interface Live {
  /** Absent until the first ones came. */
  readonly rows: readonly ScoreRow[] | undefined;
  /** Whether the connection stands; absent until it was tried. */
  readonly connected: boolean | undefined;
}

/** Figures that follow what is counted; what was there stays while the connection is lost. */
export function useLive(query: Query): Live {
  const [rows, setRows] = useState<readonly ScoreRow[]>();
  const [connected, setConnected] = useState<boolean>();
  const key = JSON.stringify(query);
  useEffect(() => {
    setRows(undefined);
    const hear = (news: Scores, anew: boolean) => setRows((before) => merged(anew ? [] : before ?? [], news.rows));
    return follow<Scores>("/v1/scores:watch", query, "scores", hear, setConnected);
  }, [key]);
  return { rows, connected };
}
