/** One record of a CSV file. Its fields are byte strings, one character per byte, as the import reads them. */
export interface CsvRecord {
  /** Counts records from 1, without the header and without empty lines. */
  readonly number: number;
  /** Line of the file, from 1, where the record begins. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Why it could not be split, or empty. */
  readonly fault: string;
}

/** Bytes. Bounds what a quote that is never closed can make us hold. */
export const RECORD_BYTES_MAX = 1 << 20;

const END = -1;
const [LF, CR, QUOTE, COMMA] = [10, 13, 34, 44];

/** Arguments that every browser takes for one call. */
const SPREAD_MAX = 4_096;

/** More of the file is needed to go on. */
const MORE = Symbol("more");

/**
 * Splits CSV as RFC 4180 has it, from bytes that come piece by piece, exactly as `./onthaal import` does: quotes, doubled quotes, line ends
 * inside of quotes; LF or CRLF ends a record; a byte order mark and empty lines are skipped. A record that cannot be split is its first line
 * with its fault, and reading goes on with the next line.
 */
export class Records {
  private buffer = new Uint8Array(0);
  private start = 0;
  private whole = false;
  private begun = false;
  private line = 1;
  private number = -1;
  private length = 0;
  private fault = "";
  private dropping = false;

  /** Takes the next bytes. */
  push(bytes: Uint8Array): void {
    const rest = this.buffer.subarray(this.start);
    const both = new Uint8Array(rest.length + bytes.length);
    both.set(rest);
    both.set(bytes, rest.length);
    this.buffer = both;
    this.start = 0;
  }

  /** Says that there are no more bytes. */
  end(): void {
    this.whole = true;
  }

  /** The next record, the header first with number 0; undefined when more bytes are needed, or at the end. */
  next(): CsvRecord | undefined {
    try {
      return this.read();
    } catch (reason) {
      if (reason === MORE) return undefined;
      throw reason;
    }
  }

  private read(): CsvRecord | undefined {
    if (!this.begun) {
      if (this.peek(0) === 0xef && this.peek(1) === 0xbb && this.peek(2) === 0xbf) this.start += 3;
      this.begun = true;
    }
    if (!this.dropping) {
      for (let width = this.lineEnd(0); width > 0; width = this.lineEnd(0)) this.consume(width);
      if (this.peek(0) === END) return undefined;
      this.fault = "";
    }
    let fields = this.dropping ? [] : this.split();
    if (this.fault) fields = this.firstLine();
    const found = { number: ++this.number, line: this.line, fields, fault: this.fault };
    this.consume(this.length);
    return found;
  }

  private split(): string[] {
    const fields: string[] = [];
    for (let offset = 0;; offset++) {
      offset = this.peek(offset) === QUOTE ? this.quoted(offset + 1, fields) : this.plain(offset, fields);
      if (this.fault) return fields;
      if (this.peek(offset) !== COMMA) {
        this.length = offset + this.lineEnd(offset);
        return fields;
      }
    }
  }

  private plain(from: number, fields: string[]): number {
    let offset = from;
    while (isOrdinary(this.buffer[this.start + offset]) && offset < RECORD_BYTES_MAX) offset++;
    for (let next = this.peek(offset); next !== COMMA && next !== END; next = this.peek(offset)) {
      if ((next === LF || next === CR) && this.lineEnd(offset) > 0) break;
      offset++;
      if (this.isTooLong(offset)) return offset;
    }
    fields.push(this.text(from, offset));
    return offset;
  }

  private quoted(from: number, fields: string[]): number {
    const parts: string[] = [];
    let offset = from;
    let since = from;
    while (true) {
      const next = this.peek(offset);
      if (next === END) {
        this.fault = "a quote is opened and never closed";
        return offset;
      }
      offset++;
      if (this.isTooLong(offset)) return offset;
      if (next !== QUOTE) continue;
      if (this.peek(offset) !== QUOTE) break;
      parts.push(this.text(since, offset));
      offset++;
      since = offset;
    }
    parts.push(this.text(since, offset - 1));
    if (this.peek(offset) !== COMMA && this.peek(offset) !== END && this.lineEnd(offset) === 0) {
      this.fault = "text follows a closing quote (expected: a comma or the end of the line)";
    }
    fields.push(parts.join(""));
    return offset;
  }

  private isTooLong(offset: number): boolean {
    if (offset > RECORD_BYTES_MAX) this.fault = `longer than ${RECORD_BYTES_MAX} bytes; is a quote never closed?`;
    return this.fault !== "";
  }

  /** The first line of a broken record, cut at its commas; what is beyond the limit is let go. */
  private firstLine(): string[] {
    let offset = 0;
    this.dropping = true;
    while (this.peek(offset) !== END && this.lineEnd(offset) === 0) {
      if (offset === RECORD_BYTES_MAX) this.start++;
      else offset++;
    }
    this.dropping = false;
    this.length = offset + this.lineEnd(offset);
    return this.text(0, offset).split(",");
  }

  /** Bytes of the line end at an offset: 2 for CRLF, 1 for LF and for a CR that ends the file. */
  private lineEnd(offset: number): number {
    const first = this.peek(offset);
    if (first === LF) return 1;
    if (first !== CR) return 0;
    const second = this.peek(offset + 1);
    return second === LF ? 2 : second === END ? 1 : 0;
  }

  private peek(offset: number): number {
    const byte = this.buffer[this.start + offset];
    if (byte !== undefined) return byte;
    if (this.whole) return END;
    throw MORE;
  }

  private text(from: number, to: number): string {
    let text = "";
    for (let place = this.start + from; place < this.start + to; place += SPREAD_MAX) {
      text += String.fromCharCode(...this.buffer.subarray(place, Math.min(place + SPREAD_MAX, this.start + to)));
    }
    return text;
  }

  private consume(bytes: number): void {
    const end = this.start + bytes;
    for (let place = this.buffer.indexOf(LF, this.start); place >= 0 && place < end; place = this.buffer.indexOf(LF, place + 1)) this.line++;
    this.start = end;
  }
}

/** Whether a byte stands for itself and ends nothing: nearly all do, so they are passed over at once. */
function isOrdinary(byte: number | undefined): boolean {
  return byte !== undefined && byte !== COMMA && byte !== LF && byte !== CR;
}
