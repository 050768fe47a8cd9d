import type { Channel, Metric } from "../../contract.ts";
import type { CsvRecord } from "./records.ts";

/** Columns of a rating file; the first ones must be there. */
const REQUIRED = ["rated_at", "administration", "service", "channel", "score"] as const;
const OTHERS = ["id", "touchpoint", "metric", "language", "comment", "question", "contact", "survey", "origin", "flags", "choices", "context"] as const;

/** One of them. */
export type Column = typeof REQUIRED[number] | typeof OTHERS[number];

const COLUMNS: readonly string[] = [...REQUIRED, ...OTHERS];
const CHANNELS: readonly Channel[] = [
  "WEB",
  "KIOSK",
  "PHONE",
  "QR",
  "EMAIL",
  "SMS",
  "APP",
  "CHAT",
  "COUNTER",
  "PAPER",
  "POST",
  "OTHER",
];
const METRICS: readonly Metric[] = ["CSAT", "NPS", "CES", "THUMBS"];
const CODE_MAX = 100;
const SHOWN_MAX = 60;

/** What is wrong with one field of a record; without a field, with the record. */
export interface Mistake {
  readonly field: Column | "";
  readonly reason: string;
  readonly expected: string;
}

/** What one record says; with mistakes it cannot be sent, and the rest of it says nothing. */
export interface Line {
  readonly record: CsvRecord;
  readonly mistakes: readonly Mistake[];
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly ratedAt: number;
  readonly administration: string;
  readonly service: string;
  readonly touchpoint: string;
  readonly channel: Channel;
  readonly metric: Metric;
  /** Absent for "don't know" and for choices. */
  readonly score: number | undefined;
  readonly isChosen: boolean;
  readonly language: string;
  readonly comment: string;
  readonly question: string;
  readonly contact: string;
}

/** Why the whole file is none, or where its columns stand. */
export function columnsOf(header: CsvRecord | undefined): ReadonlyMap<Column, number> | string {
  if (!header) return "the file is empty";
  if (header.fault) return `the header cannot be read: ${header.fault}`;
  const places = new Map<Column, number>();
  const problems: string[] = [];
  header.fields.forEach((bytes, place) => {
    const title = strip(decoded(bytes, false) ?? "");
    const name = title.toLowerCase();
    if (!COLUMNS.includes(name)) problems.push(`'${title}' is not a column`);
    else if (places.has(name as Column)) problems.push(`'${name}' stands there twice`);
    else places.set(name as Column, place);
  });
  const missing = REQUIRED.filter((column) => !places.has(column));
  if (missing.length > 0) problems.push(`it lacks ${missing.join(", ")}`);
  return problems.length > 0 ? `the header is not that of a rating file: ${problems.join("; ")}` : places;
}

/** Reads records of one file; everything that is wrong with a record is said at once, in the words of `./onthaal import`. */
export function lineReader(columns: ReadonlyMap<Column, number>, width: number): (record: CsvRecord) => Line {
  return (record) => {
    if (record.fault) return broken(record, record.fault, "");
    if (record.fields.length !== width) return broken(record, `${record.fields.length} fields`, `${width}, as in the header`);
    return new Fields(record, columns).line();
  };
}

function broken(record: CsvRecord, reason: string, expected: string): Line {
  return { ...NOTHING, record, mistakes: [{ field: "", reason, expected }] };
}

const NOTHING: Omit<Line, "record"> = {
  mistakes: [],
  id: "",
  ratedAt: 0,
  administration: "",
  service: "",
  touchpoint: "",
  channel: "OTHER",
  metric: "CSAT",
  score: undefined,
  isChosen: false,
  language: "",
  comment: "",
  question: "",
  contact: "",
};

class Fields {
  private readonly mistakes: Mistake[] = [];

  constructor(private readonly record: CsvRecord, private readonly columns: ReadonlyMap<Column, number>) {}

  line(): Line {
    const ratedAt = this.ratedAt();
    const id = strip(this.text("id"));
    const touchpoint = this.touchpoint();
    const administration = this.code("administration");
    const service = this.code("service");
    const channel = this.channel();
    const metric = this.metric();
    const score = this.score();
    const language = strip(this.text("language"));
    const comment = this.text("comment").replaceAll("\r\n", "\n");
    const question = strip(this.text("question"));
    const contact = strip(this.text("contact"));
    const isChosen = this.isChosen();
    this.context();
    this.survey();
    this.origin();
    this.flags();
    const said = { id, ratedAt, administration, service, touchpoint, channel, metric, score, isChosen, language, comment, question, contact };
    return { record: this.record, mistakes: this.mistakes, ...said };
  }

  private ratedAt(): number {
    const text = strip(this.text("rated_at"));
    const time = timeOf(text);
    if (time === undefined) this.wrong("rated_at", text, "RFC 3339 with an offset, as 2025-03-30T14:05:00+02:00");
    return time ?? 0;
  }

  private touchpoint(): string {
    const text = strip(this.text("touchpoint"));
    if (text && !/^[a-z0-9-]{3,64}$/.test(text)) this.wrong("touchpoint", text, "3 to 64 of a-z, 0-9 and -");
    return text;
  }

  private code(column: "administration" | "service"): string {
    const code = strip(this.text(column));
    if (code === "" || [...code].length > CODE_MAX || /[\p{Cc}\p{Cf}]/u.test(code)) this.wrong(column, code, `1 to ${CODE_MAX} printable characters`);
    return code;
  }

  private channel(): Channel {
    const text = strip(this.text("channel")).toUpperCase();
    const channel = CHANNELS.find((each) => each === text);
    if (!channel) this.wrong("channel", text, `one of ${CHANNELS.join(", ")}`);
    return channel ?? "OTHER";
  }

  private metric(): Metric {
    const text = strip(this.text("metric")).toUpperCase();
    const metric = text === "" ? "CSAT" : METRICS.find((each) => each === text);
    if (!metric) this.wrong("metric", text, "csat, nps, ces, thumbs, or empty for csat");
    return metric ?? "CSAT";
  }

  private score(): number | undefined {
    const text = strip(this.text("score"));
    if (text === "") return undefined;
    if (/^-?[0-9]{1,9}$/.test(text)) return Number(text);
    this.wrong("score", text, 'a whole number, or empty for "don\'t know"');
    return undefined;
  }

  private survey(): void {
    const text = strip(this.text("survey"));
    if (!/^[0-9]{0,6}$/.test(text)) this.wrong("survey", text, "the number of a version, or empty for the newest");
  }

  private origin(): void {
    const text = strip(this.text("origin"));
    if (!["", "LIVE", "IMPORT"].includes(text.toUpperCase())) this.wrong("origin", text, "live, import or empty; it counts as imported anyway");
  }

  private flags(): void {
    const text = strip(this.text("flags"));
    if (!text.toUpperCase().split(/ +/).every((flag) => ["", "LATE", "CLOCK"].includes(flag))) {
      this.wrong("flags", text, "late, clock or empty; others say that it does not count");
    }
  }

  private isChosen(): boolean {
    const text = strip(this.text("choices"));
    if (text !== "" && strip(this.text("score")) !== "") this.wrong("choices", text, "empty beside a score");
    return text !== "";
  }

  private context(): void {
    const text = strip(this.text("context"));
    const keys = new Set<string>();
    for (const pair of text === "" ? [] : text.split("&")) {
      const equals = pair.indexOf("=");
      const key = formDecoded(pair.slice(0, Math.max(0, equals)));
      const isWrong = equals < 1 || key === undefined || formDecoded(pair.slice(equals + 1)) === undefined || keys.has(key);
      if (isWrong) this.wrong("context", text, "as in a query, each key once: page=%2Fparking&plan=b");
      else keys.add(key);
    }
  }

  private text(column: Column): string {
    const bytes = this.record.fields[this.columns.get(column) ?? -1] ?? "";
    const text = decoded(bytes, true);
    if (text === undefined) {
      this.note({ field: column, reason: "holds bytes that are not text", expected: "UTF-8" });
      return "";
    }
    return text;
  }

  private wrong(field: Column, value: string, expected: string): void {
    const shown = value.length > SHOWN_MAX ? `${value.slice(0, SHOWN_MAX)}…` : value;
    this.note({ field, reason: value === "" ? "is empty" : `'${shown.replaceAll("\n", "⏎")}'`, expected });
  }

  private note(mistake: Mistake): void {
    if (!this.mistakes.some(({ field }) => field === mistake.field)) this.mistakes.push(mistake);
  }
}

/** As Java strips: its white space has no non-breaking blanks and no byte order mark. */
export function strip(text: string): string {
  if (/^(?:[!-~](?:.*[!-~])?)?$/.test(text)) return text;
  return text.replace(/^[\t-\r\x1c- \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+|[\t-\r\x1c- \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+$/g, "");
}

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder("utf-8", { ignoreBOM: true });

function decoded(bytes: string, strict: boolean): string | undefined {
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes;
  try {
    return (strict ? STRICT : LENIENT).decode(Uint8Array.from(bytes, (each) => each.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** As a form writes it; undefined where a per cent sign stands before something else. */
function formDecoded(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const bytes = text.replaceAll("+", " ").replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return bytes;
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{0,9}))?)?(Z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)$/i;
const OFFSET_MINUTES_MAX = 18 * 60;

/** Milliseconds of a time with its offset; undefined where it is none. */
export function timeOf(text: string): number | undefined {
  const found = TIME.exec(text);
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const offset = offsetSeconds(found[8] as string);
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  const isDay = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  if (!isDay || year < 1 || hour > 23 || minute > 59 || second > 59 || offset === undefined) return undefined;
  const millis = Math.floor(Number((found[7] ?? "").padEnd(9, "0")) / 1e6);
  return at.getTime() + ((hour * 60 + minute) * 60 + second - offset) * 1000 + millis;
}

function offsetSeconds(text: string): number | undefined {
  if (text.toUpperCase() === "Z") return 0;
  const digits = text.slice(1).replaceAll(":", "");
  const [hours, minutes, seconds] = [0, 2, 4].map((place) => Number(digits.slice(place, place + 2))) as [number, number, number];
  if (minutes > 59 || seconds > 59 || hours * 60 + minutes + seconds / 60 > OFFSET_MINUTES_MAX) return undefined;
  return (text[0] === "-" ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds);
}
