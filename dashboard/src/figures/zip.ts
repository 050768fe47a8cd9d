/** One file of an archive. */
export interface Entry {
  readonly name: string;
  readonly text: string;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const NAMES_ARE_UTF8 = 0x0800;
/** The first of January 1980, the earliest that the format knows: the same content gives the same bytes. */
const DATE = 0x21;

/** An archive whose files are stored as they are: a table is small, and no library is needed. Source: PKWARE APPNOTE 6.3.10. */
export function zip(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, text } of entries) {
    const [path, content] = [bytes(name), bytes(text)];
    const about = [
      VERSION,
      NAMES_ARE_UTF8,
      0,
      0,
      DATE,
      ...wide(crc32(content)),
      ...wide(content.length),
      ...wide(content.length),
      path.length,
      0,
    ];
    const local = words([...wide(LOCAL_HEADER), ...about]);
    parts.push(local, path, content);
    directory.push(words([...wide(CENTRAL_HEADER), VERSION, ...about, 0, 0, 0, ...wide(0), ...wide(offset)]), path);
    offset += local.length + path.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = words([...wide(END), 0, 0, entries.length, entries.length, ...wide(size), ...wide(offset), 0]);
  return joined([...parts, ...directory, end]);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** A number of 32 bits as two of 16. */
function wide(value: number): readonly [number, number] {
  return [value & 0xffff, value >>> 16];
}

/** Numbers of 16 bits, lowest byte first. */
function words(values: readonly number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.flatMap((value) => [value & 0xff, value >>> 8]));
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}

/** The check sum of the format, with the reversed polynomial of IEEE 802.3. */
export function crc32(content: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of content) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (sum ^ 0xffffffff) >>> 0;
}
