import type { Raw, Sheet } from "./sheet.ts";

/** By this mark Excel knows that accents are UTF-8. */
const MARK = "\uFEFF";

/** A sheet as RFC 4180 has it: lines end in CRLF, numbers have a decimal point in every language. */
export function csv({ header, rows }: Sheet): string {
  return MARK + [header, ...rows].map((row) => row.map(field).join(",") + "\r\n").join("");
}

function field(raw: Raw): string {
  if (raw === undefined) return "";
  const text = typeof raw === "number" ? String(raw) : harmless(raw);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Words that a spreadsheet would take for a formula are marked as words: a name may come from outside. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
