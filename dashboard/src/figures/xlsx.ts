import type { Raw, Sheet } from "./sheet.ts";
import { type Entry, zip } from "./zip.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A workbook with two sheets: the figures, and what they are of. Source: ECMA-376, part 1, the fewest parts that it allows. */
export function xlsx(figures: Sheet, about: readonly (readonly Raw[])[]): Uint8Array<ArrayBuffer> {
  return zip([
    { name: "[Content_Types].xml", text: contentTypes() },
    relations("_rels/.rels", [["officeDocument", "xl/workbook.xml"]]),
    { name: "xl/workbook.xml", text: workbook() },
    relations("xl/_rels/workbook.xml.rels", [["worksheet", "worksheets/sheet1.xml"], ["worksheet", "worksheets/sheet2.xml"]]),
    { name: "xl/worksheets/sheet1.xml", text: worksheet([figures.header, ...figures.rows]) },
    { name: "xl/worksheets/sheet2.xml", text: worksheet(about) },
  ]);
}

function contentTypes(): string {
  const parts = [["workbook", "sheet.main"], ["worksheets/sheet1", "worksheet"], ["worksheets/sheet2", "worksheet"]];
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    parts.map(([part, type]) => `<Override PartName="/xl/${part}.xml" ContentType="${TYPE}.${type}+xml"/>`).join("") + "</Types>";
}

function relations(name: string, targets: readonly (readonly [string, string])[]): Entry {
  const each = targets.map(([type, target], place) => `<Relationship Id="r${place + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`);
  return { name, text: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>` };
}

function workbook(): string {
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>` +
    '<sheet name="Onthaal" sheetId="1" r:id="r1"/><sheet name="info" sheetId="2" r:id="r2"/></sheets></workbook>';
}

function worksheet(rows: readonly (readonly Raw[])[]): string {
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${
    rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("")
  }</sheetData></worksheet>`;
}

function cell(raw: Raw): string {
  if (raw === undefined) return "<c/>";
  if (typeof raw === "number") return `<c><v>${raw}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(raw)}</t></is></c>`;
}

function escaped(text: string): string {
  // XML 1.0 has no way to write most control characters.
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
