import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { fill, useSpeech } from "../i18n/index.ts";

/** A column of a table. */
export interface Column<T> {
  readonly key: string;
  readonly title: string;
  /** Numbers stand to the right. */
  readonly number?: boolean;
  readonly cell: (row: T) => ComponentChildren;
}

/** What a table needs. */
export interface TableProps<T> {
  /** Says what it holds; seen or only heard. */
  readonly caption: string;
  readonly hideCaption?: boolean;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
}

/** Rows that are shown unasked: more of them would keep the browser busy at every change, and nobody reads so many. */
const ROWS_MAX = 100;

/** A table whose first column names the row. It scrolls by itself where the page is narrow; a long one shows its beginning until all of it is wanted. */
export function Table<T>({ caption, hideCaption, columns, rows, keyOf }: TableProps<T>) {
  const { words, numbers } = useSpeech();
  const [isWhole, setWhole] = useState(false);
  const seen = isWhole ? rows : rows.slice(0, ROWS_MAX);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption class={hideCaption ? "heard" : ""}>{caption}</caption>
        <thead>
          <tr>{columns.map((column) => <th key={column.key} scope="col" class={column.number ? "number" : ""}>{column.title}</th>)}</tr>
        </thead>
        <tbody>
          {seen.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, place) =>
                place === 0
                  ? <th key={column.key} scope="row">{column.cell(row)}</th>
                  : <td key={column.key} class={column.number ? "number" : ""}>{column.cell(row)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {seen.length < rows.length && (
        <p class="more">
          <button type="button" onClick={() => setWhole(true)}>{fill(words.exhibit.all, { n: numbers.whole.format(rows.length) })}</button>
        </p>
      )}
    </div>
  );
}
