/** Rows of a file of worked examples, by the names of its header. No field before the last holds a comma. */
export function reference(file: string): readonly Readonly<Record<string, string>>[] {
  const folder = Deno.env.get("ONTHAAL_REFERENCE_DATA");
  if (!folder) throw new Error("ONTHAAL_REFERENCE_DATA is not set");
  const [header = "", ...lines] = Deno.readTextFileSync(`${folder}/kat/${file}`).trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const fields = line.split(",");
    return Object.fromEntries(names.map((name, place) => [name, fields[place] ?? ""]));
  });
}
