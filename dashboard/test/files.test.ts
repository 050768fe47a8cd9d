import { csv } from "../src/figures/csv.ts";
import { fileName, number, sheetOf, words } from "../src/figures/sheet.ts";
import { xlsx } from "../src/figures/xlsx.ts";
import { crc32 } from "../src/figures/zip.ts";
import { same } from "./claims.ts";

interface Row {
  readonly name: string;
  readonly value?: number;
}

const FIELDS = [words("name", "Nom", ({ name }: Row) => name), number("value", "Valeur", ({ value }: Row) => value, String)];

function file(...rows: readonly Row[]): string {
  return csv(sheetOf(FIELDS, rows));
}

Deno.test("a file begins with the mark of UTF-8 and its lines end as RFC 4180 has it", () => {
  same(file({ name: "État civil", value: 84.25 }), "\uFEFFNom,Valeur\r\nÉtat civil,84.25\r\n");
});

Deno.test("commas, quotes and line breaks stay inside their field", () => {
  same(file({ name: 'a,"b"\nc' }), '\uFEFFNom,Valeur\r\n"a,""b""\nc",\r\n');
});

Deno.test("a name is no formula, and a negative number stays one", () => {
  same(file({ name: "=1+1", value: -3.5 }), "\uFEFFNom,Valeur\r\n'=1+1,-3.5\r\n");
});

Deno.test("names of files have plain letters", () => {
  same(fileName("Évolution par jour", "parking-permit"), "evolution-par-jour-parking-permit");
});

Deno.test("the check sum is the one of the format", () => {
  same(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});

Deno.test("a workbook is an archive that holds the numbers as numbers and the words as words", () => {
  const bytes = xlsx(sheetOf(FIELDS, [{ name: "a < b & c", value: 1.5 }]), [["Of all"]]);
  const text = new TextDecoder().decode(bytes);
  same(text.startsWith("PK\u0003\u0004"), true);
  same(text.includes("<c><v>1.5</v></c>"), true);
  same(text.includes('<t xml:space="preserve">a &lt; b &amp; c</t>'), true);
  same(text.match(/PK\u0001\u0002/g)?.length, 6);
  const directory = new DataView(bytes.buffer).getUint32(bytes.length - 6, true);
  same(new TextDecoder().decode(bytes.slice(directory, directory + 4)), "PK\u0001\u0002");
});
