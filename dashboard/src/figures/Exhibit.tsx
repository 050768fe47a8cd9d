import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useView } from "../frame/view.ts";
import { useSpeech } from "../i18n/index.ts";
import { changed, type Route } from "../route.ts";
import { csv } from "./csv.ts";
import { png, save } from "./save.ts";
import { type Field, fileName, sheetOf } from "./sheet.ts";
import { type Column, Table } from "./Table.tsx";

/** What is exhibited. */
export interface ExhibitProps<T> {
  /** Its place on the page; part of its address. */
  readonly id: string;
  readonly title: string;
  /** Of what, of how many answers, with which uncertainty: one sentence, also written on the picture that is downloaded. */
  readonly about: string;
  readonly picture?: ComponentChildren;
  /** What files have, and the table unless it has columns of its own. */
  readonly fields: readonly Field<T>[];
  /** What the table shows where that is more than words and numbers. */
  readonly columns?: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** More to read below. */
  readonly children?: ComponentChildren;
}

/** Figures that can be seen, read, taken along and pointed at: a picture with its table, its n, its address and its files. */
export function Exhibit<T>(props: ExhibitProps<T>) {
  const { id, title, about, picture, fields, columns = fields, rows, keyOf, children } = props;
  const { route } = useView();
  const place = useRef<HTMLDivElement>(null);
  const asTable = picture === undefined || tablesOf(route.chosen).includes(id);
  useEffect(() => {
    if (location.hash === `#${id}`) place.current?.parentElement?.scrollIntoView();
  }, [id]);
  return (
    <section class="exhibit" id={id}>
      <h2>{title}</h2>
      <p class="dim about">{about}</p>
      <div ref={place}>
        {asTable ? <Table caption={title} hideCaption columns={columns} rows={rows} keyOf={keyOf} /> : <div class="card">{picture}</div>}
      </div>
      {children}
      <Tools {...props} asTable={asTable} box={() => place.current} />
    </section>
  );
}

/** Exhibits that an address shows as tables. */
function tablesOf(chosen: URLSearchParams): readonly string[] {
  return (chosen.get("tables") ?? "").split(",").filter((each) => each !== "");
}

interface ToolsProps<T> extends ExhibitProps<T> {
  readonly asTable: boolean;
  readonly box: () => HTMLElement | null;
}

function Tools<T>({ id, title, about, picture, fields, rows, asTable, box }: ToolsProps<T>) {
  const { words } = useSpeech();
  const { route, go } = useView();
  const toggle = () => {
    const others = tablesOf(route.chosen).filter((each) => each !== id);
    go(changed(route, { tables: (asTable ? others : [...others, id]).join(",") }));
  };
  return (
    <p class="tools" role="group" aria-label={title}>
      {picture !== undefined && <button type="button" onClick={toggle}>{asTable ? words.figure.chart : words.figure.table}</button>}
      <CopyLink id={id} />
      <Files id={id} title={title} about={about} fields={fields} rows={rows}>
        {!asTable && (
          <button
            type="button"
            onClick={async () => save(`${nameOfFile(title, route)}.png`, await png(box() as HTMLElement, title, about))}
          >
            PNG
          </button>
        )}
      </Files>
    </p>
  );
}

function nameOfFile(title: string, route: Route): string {
  return fileName(title, ...route.rest, route.chosen.get("from") ?? "");
}

/** What is taken along. */
export interface FilesProps<T> extends Pick<ExhibitProps<T>, "id" | "title" | "about" | "fields" | "rows"> {
  readonly children?: ComponentChildren;
}

/** Buttons that give the reader rows as files. */
export function Files<T>({ id, title, about, fields, rows, children }: FilesProps<T>) {
  const { words } = useSpeech();
  const { route } = useView();
  const name = nameOfFile(title, route);
  const workbook = async () => {
    const { xlsx } = await import("./xlsx.ts");
    const content = xlsx(sheetOf(fields, rows), [[title], [about], [addressOf(id)]]);
    save(`${name}.xlsx`, new Blob([content], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }));
  };
  return (
    <span>
      <span class="dim">{words.figure.download}</span>
      <button
        type="button"
        onClick={() => save(`${name}.csv`, new Blob([csv(sheetOf(fields, rows))], { type: "text/csv;charset=utf-8" }))}
      >
        CSV
      </button>
      <button type="button" onClick={workbook}>XLSX</button>
      {children}
    </span>
  );
}

/** The address of an exhibit as it is shown now. */
function addressOf(id: string): string {
  return `${location.origin}${location.pathname}${location.search}#${id}`;
}

const TOLD_MILLIS = 2_000;

/** Gives the reader the address of a part of the page as it is shown now. */
export function CopyLink({ id }: { readonly id: string }) {
  const { words } = useSpeech();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const over = setTimeout(() => setCopied(false), TOLD_MILLIS);
    return () => clearTimeout(over);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(addressOf(id));
    setCopied(true);
  };
  return (
    <span>
      <button type="button" onClick={copy}>{words.figure.link}</button>{" "}
      <span role="status" class="better">{copied ? words.figure.copied : ""}</span>
    </span>
  );
}
