import type { ComponentChildren } from "preact";

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

/** A table whose first column names the row. It scrolls by itself where the page is narrow. */
export function Table<T>({ caption, hideCaption, columns, rows, keyOf }: TableProps<T>) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption class={hideCaption ? "heard" : ""}>{caption}</caption>
        <thead>
          <tr>{columns.map((column) => <th key={column.key} scope="col" class={column.number ? "number" : ""}>{column.title}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
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
    </div>
  );
}
