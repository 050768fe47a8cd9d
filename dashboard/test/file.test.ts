import { commandOf } from "../src/setup/file/command.ts";
import { strip, timeOf } from "../src/setup/file/lines.ts";
import { FormatError, MISTAKES_TOLD_MAX, type Preview, previewOf } from "../src/setup/file/preview.ts";
import { Records } from "../src/setup/file/records.ts";
import { same } from "./claims.ts";

const NOW = Date.UTC(2026, 10, 27);
const HEADER = "rated_at,administration,service,channel,score";
const LINE = "2026-03-01T09:00:00Z,town,desk,WEB,5";

Deno.test("records are the same wherever the bytes are cut", () => {
  const bytes = new TextEncoder().encode('\uFEFFa,b\r\n"x\n""y""",é\r\n\n\r\n"broken"z,1\n"never closed,2\nlast,\r');
  const whole = recordsOf([bytes]);
  same(whole.map(({ number, line, fields, fault }) => [number, line, fields.length, fault === ""]), [
    [0, 1, 2, true],
    [1, 2, 2, true],
    [2, 6, 2, false],
    [3, 7, 2, false],
    [4, 8, 2, true],
  ]);
  same(whole[1]?.fields[0], 'x\n"y"');
  for (let place = 0; place <= bytes.length; place++) {
    same(recordsOf([bytes.subarray(0, place), bytes.subarray(place)]), whole);
  }
  same(recordsOf([...bytes].map((byte) => Uint8Array.of(byte))), whole);
});

Deno.test("times are those that the import takes", () => {
  same(timeOf("2026-03-01T09:00:00.123456789+02:00"), Date.UTC(2026, 2, 1, 7, 0, 0, 123));
  same(timeOf("2026-03-01T09:00Z"), Date.UTC(2026, 2, 1, 9));
  same(timeOf("2024-02-29T23:59:59-05:30"), Date.UTC(2024, 2, 1, 5, 29, 59));
  for (const wrong of ["2026-02-29T09:00Z", "2026-03-01", "2026-03-01T09:00", "2026-03-01 09:00Z", "2026-03-01T24:00Z", "2026-03-01T09:00+18:01", "0000-01-01T00:00Z"]) {
    same([wrong, timeOf(wrong) ?? null], [wrong, null]);
  }
});

Deno.test("blanks are those of the import", () => same(strip("\u2003\t a\u00a0\u001c"), "a\u00a0"));

Deno.test("what a file names and the catalogue lacks is told, and the command adds it", async () => {
  const seen = await preview([HEADER, LINE, LINE, LINE.replace("5", "")]);
  same([seen.good, seen.bad, seen.dontKnow], [3, 0, 1]);
  same(seen.lacking, { administrations: ["town"], services: ["town · desk"], places: ["town · desk"] });
  same([...seen.services], [["town · desk", 3]]);
  same(commandOf("a b's.csv", seen.lacking, "Europe/Brussels"), "./onthaal import 'a b'\\''s.csv' --create-missing --zone Europe/Brussels");
});

Deno.test("a file that the catalogue knows needs no more than its name", async () => {
  const touchpoints = [{ key: "desk", names: {}, retired: false }];
  const known = { administrations: [{ code: "town", names: {}, zone: "UTC", services: [{ code: "desk", names: {}, touchpoints }] }] };
  const seen = await preview([HEADER, LINE], known);
  same(seen.lacking, { administrations: [], services: [], places: [] });
  same(commandOf("-x.csv", seen.lacking, "Europe/Brussels"), "./onthaal import ./-x.csv");
});

Deno.test("every mistake of a line is told with field, reason and what is expected", async () => {
  const seen = await preview([HEADER, "yesterday,,desk,PIGEON,many", LINE.replace("5", "6")]);
  same([seen.good, seen.bad], [0, 2]);
  same(seen.told[0]?.mistakes.map(({ field, reason }) => `${field} ${reason}`), [
    "rated_at 'yesterday'",
    "administration is empty",
    "channel 'PIGEON'",
    "score 'many'",
  ]);
  same(seen.told[1], { number: 2, line: 3, mistakes: [{ field: "score", reason: "'6'", expected: "1 to 5 for CSAT" }] });
});

Deno.test("lines of one contact go together or not at all", async () => {
  const header = `${HEADER},contact,question`;
  const seen = await preview([
    header,
    `${LINE},a,`,
    `${LINE},a,ease`,
    `${LINE},b,`,
    `${LINE.replace("WEB", "APP")},b,ease`,
    `${LINE},a,`,
    `${LINE},c,`,
    `${LINE.replace("5", "x")},c,ease`,
  ]);
  same([seen.good, seen.bad], [2, 5]);
});

Deno.test("a place has one service, and a new one has one metric", async () => {
  const header = "rated_at,administration,service,touchpoint,channel,metric,score";
  const line = "2026-03-01T09:00:00Z,town,desk,place,WEB,csat,1";
  const seen = await preview([header, line, line.replace("desk", "other"), line.replace("csat", "nps")]);
  same(seen.told.map(({ number, mistakes }) => [number, mistakes[0]?.field]), [[2, "touchpoint"], [3, "metric"]]);
});

Deno.test("only so many mistakes are told, and all are counted", async () => {
  const seen = await preview([HEADER, ...Array.from({ length: 150 }, () => "x")]);
  same([seen.bad, seen.told.length], [150, MISTAKES_TOLD_MAX]);
});

Deno.test("a file that is none is refused as a whole", async () => {
  for (const [lines, reason] of [[[], "the file is empty"], [["name,name"], "it lacks rated_at"]] as const) {
    const refused = await preview(lines).then(() => undefined, (error: unknown) => error);
    same([refused instanceof FormatError, String(refused).includes(reason)], [true, true]);
  }
});

function recordsOf(pieces: readonly Uint8Array[]) {
  const records = new Records();
  const found = [];
  for (const piece of pieces) {
    records.push(piece);
    for (let record = records.next(); record; record = records.next()) found.push(record);
  }
  records.end();
  for (let record = records.next(); record; record = records.next()) found.push(record);
  return found;
}

function preview(lines: readonly string[], catalogue = { administrations: [] as never[] } as Parameters<typeof previewOf>[1]): Promise<Preview> {
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  return previewOf(
    async function* () {
      yield await Promise.resolve(bytes);
    },
    catalogue,
    NOW,
  );
}
