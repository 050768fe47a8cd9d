import type { Catalogue } from "../../contract.ts";
import { Contacts, contradictions } from "./contacts.ts";
import { columnsOf, type Line, lineReader, type Mistake } from "./lines.ts";
import { type Lacking, Places } from "./places.ts";
import { Records } from "./records.ts";
import { refusals } from "./rules.ts";

/** Mistakes that are told one by one; beyond them only their number helps. */
export const MISTAKES_TOLD_MAX = 100;

/** A record that an import would not take. */
export interface BadLine {
  readonly number: number;
  readonly line: number;
  readonly mistakes: readonly Mistake[];
}

/** What an import of a file would do. */
export interface Preview {
  readonly good: number;
  readonly bad: number;
  /** Of the good ones, those without a score. */
  readonly dontKnow: number;
  /** Of the good ones, those that say what an earlier line with the same id says, and count once. */
  readonly repeated: number;
  readonly told: readonly BadLine[];
  /** How many good lines each has, by code. */
  readonly administrations: ReadonlyMap<string, number>;
  readonly services: ReadonlyMap<string, number>;
  readonly channels: ReadonlyMap<string, number>;
  readonly languages: ReadonlyMap<string, number>;
  /** Milliseconds since 1970; absent where nothing is good. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly lacking: Lacking;
}

/** A file that is no rating file as a whole. */
export class FormatError extends Error {
  override readonly name = "FormatError";
}

/** The bytes of a file in pieces, from its beginning whenever they are asked for. */
export type Pieces = () => AsyncIterable<Uint8Array>;

/** Reads a file and adds nothing. */
export async function previewOf(pieces: Pieces, catalogue: Catalogue, now: number): Promise<Preview> {
  const places = new Places(catalogue);
  const first = await counted(pieces, new Count(() => [], now), (line) => places.note(line));
  // A place that the file itself names has one service, which is known once all lines are.
  const count = places.areNamed() ? await counted(pieces, new Count(places.judge(), now), () => {}) : first;
  return count.preview(places.lacking());
}

async function counted(pieces: Pieces, count: Count, hear: (line: Line) => void): Promise<Count> {
  const contacts = new Contacts((lines) => count.add(lines));
  await eachLine(pieces, (line) => {
    if (line.mistakes.length === 0) hear(line);
    contacts.add(line);
  });
  contacts.end();
  return count;
}

async function eachLine(pieces: Pieces, hear: (line: Line) => void): Promise<void> {
  const records = new Records();
  let read: ReturnType<typeof lineReader> | undefined;
  const drain = () => {
    for (let record = records.next(); record; record = records.next()) {
      if (read) hear(read(record));
      else {
        const columns = columnsOf(record);
        if (typeof columns === "string") throw new FormatError(columns);
        read = lineReader(columns, record.fields.length);
      }
    }
  };
  for await (const piece of pieces()) {
    records.push(piece);
    drain();
  }
  records.end();
  drain();
  if (!read) throw new FormatError(columnsOf(undefined) as string);
}

class Count {
  private good = 0;
  private bad = 0;
  private dontKnow = 0;
  private repeated = 0;
  private readonly told: BadLine[] = [];
  private readonly counts = { administration: new Map(), service: new Map(), channel: new Map(), language: new Map() } as Record<
    "administration" | "service" | "channel" | "language",
    Map<string, number>
  >;
  private readonly ids = new Map<string, string>();
  private first: number | undefined;
  private last: number | undefined;

  constructor(private readonly judge: (line: Line) => readonly Mistake[], private readonly now: number) {}

  /** The lines of one contact: all of them or none. */
  add(lines: readonly Line[]): void {
    const broken = lines.filter(({ mistakes }) => mistakes.length > 0);
    if (broken.length > 0) {
      const other: Mistake = { field: "contact", reason: "another line of the same contact is bad", expected: "" };
      lines.forEach((line) => this.refuse(line, line.mistakes.length > 0 ? line.mistakes : [other]));
      return;
    }
    const first = lines[0] as Line;
    const wrong = [this.judge(first), contradictions(lines), refusals(lines, this.now), this.reused(lines)].find((found) => found.length > 0);
    lines.forEach((line) => wrong ? this.refuse(line, wrong) : this.take(line));
  }

  preview(lacking: Lacking): Preview {
    const { good, bad, dontKnow, repeated, told, first, last, counts } = this;
    const { administration, service, channel, language } = counts;
    const by = { administrations: administration, services: service, channels: channel, languages: language };
    return { good, bad, dontKnow, repeated, told, first, last, lacking, ...by };
  }

  /** Whether the id of these lines was used for something else; with the same it counts once. */
  private reused(lines: readonly Line[]): readonly Mistake[] {
    const first = lines[0] as Line;
    if (first.id === "") return [];
    const id = `${first.administration} ${first.id.toLowerCase()}`;
    const content = JSON.stringify(lines.map(({ record: _, id: __, mistakes: ___, ...said }) => said));
    const before = this.ids.get(id);
    if (before === undefined) this.ids.set(id, content);
    else if (before !== content) return [{ field: "id", reason: `'${first.id}' stands in an earlier line with something else`, expected: "another id" }];
    else this.repeated += lines.length;
    return [];
  }

  private refuse({ record }: Line, mistakes: readonly Mistake[]): void {
    this.bad++;
    if (this.told.length < MISTAKES_TOLD_MAX) this.told.push({ number: record.number, line: record.line, mistakes });
  }

  private take(line: Line): void {
    this.good++;
    if (line.score === undefined && !line.isChosen) this.dontKnow++;
    for (const name of ["administration", "channel"] as const) increase(this.counts[name], line[name]);
    increase(this.counts.service, `${line.administration} · ${line.service}`);
    increase(this.counts.language, keptOf(line.language));
    this.first = Math.min(this.first ?? line.ratedAt, line.ratedAt);
    this.last = Math.max(this.last ?? line.ratedAt, line.ratedAt);
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The part of a language's tag that is kept: "x-…" and "i-…" have none that says which language it is. */
function keptOf(tag: string): string {
  const first = tag.split("-")[0]?.toLowerCase() ?? "";
  return first.length === 1 ? "und" : first;
}
