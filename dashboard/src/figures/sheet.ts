import type { Column } from "./Table.tsx";

/** What stands in a cell of a file: a number, words, or nothing. */
export type Raw = number | string | undefined;

/** A column that is shown and downloaded: on the page as a person reads it, in a file as a program does. */
export interface Field<T> extends Column<T> {
  readonly raw: (row: T) => Raw;
}

/** Rows under a header, ready for a file. */
export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Raw[])[];
}

/** The same rows as a file has them. */
export function sheetOf<T>(fields: readonly Field<T>[], rows: readonly T[]): Sheet {
  return { header: fields.map((field) => field.title), rows: rows.map((row) => fields.map((field) => field.raw(row))) };
}

/** A column of words. */
export function words<T>(key: string, title: string, text: (row: T) => string | undefined): Field<T> {
  return { key, title, raw: text, cell: (row) => text(row) ?? "–" };
}

/** A column of numbers; absent ones are told by a dash. */
export function number<T>(key: string, title: string, value: (row: T) => number | undefined, written: (value: number) => string): Field<T> {
  const cell = (row: T) => {
    const known = value(row);
    return known === undefined ? "–" : written(known);
  };
  return { key, title, number: true, raw: value, cell };
}

/** A name for a file, of letters that every system takes. */
export function fileName(...parts: readonly string[]): string {
  const plain = parts.join("-").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
