import type { Pieces } from "./preview.ts";

/** Bytes that are handed on at once: browsers read files by the megabyte, and a megabyte is a second of work. */
const PIECE_BYTES = 1 << 14;

/** Milliseconds of work between two moments in which the browser may draw and hear the person. */
const SLICE_MILLIS = 12;

/**
 * The bytes of a file that a person chose, unpacked where it is gzip, whatever it is called. Reading rests now and then, so that the page
 * never freezes.
 *
 * @param progress told which part of it was read, 0 to 1; it begins anew when the file is read again
 */
export function piecesOf(file: Blob, progress: (part: number) => void, leaving: AbortSignal): Pieces {
  return async function* () {
    let done = 0;
    const packed = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    const counted = file.stream().pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(piece, out) {
          done += piece.length;
          out.enqueue(piece);
        },
      }),
    );
    const isPacked = packed[0] === 0x1f && packed[1] === 0x8b;
    const reader = (isPacked ? counted.pipeThrough(new DecompressionStream("gzip")) : counted).getReader();
    let rested = performance.now();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      for (let from = 0; from < next.value.length; from += PIECE_BYTES) {
        yield next.value.subarray(from, from + PIECE_BYTES);
        if (performance.now() - rested < SLICE_MILLIS) continue;
        progress(done / file.size);
        await new Promise((resume) => setTimeout(resume));
        leaving.throwIfAborted();
        rested = performance.now();
      }
    }
  };
}
