import type { Line, Mistake } from "./lines.ts";

/** Puts neighbouring lines with the same contact together, as one person's answers; every other line stands alone. */
export class Contacts {
  private readonly seen = new Map<string, number>();
  private open: Line[] = [];

  constructor(private readonly hear: (lines: readonly Line[]) => void) {}

  add(line: Line): void {
    const { contact } = line;
    if (contact !== "" && this.open[0]?.contact === contact) {
      this.open.push(line);
      return;
    }
    this.end();
    if (contact === "") {
      this.hear([line]);
      return;
    }
    const earlier = this.seen.get(contact);
    if (earlier === undefined) this.seen.set(contact, line.record.number);
    this.open.push(earlier === undefined ? line : { ...line, mistakes: [usedBefore(contact, earlier)] });
  }

  end(): void {
    const complete = this.open;
    this.open = [];
    if (complete.length > 0) this.hear(complete);
  }
}

function usedBefore(contact: string, record: number): Mistake {
  return { field: "contact", reason: `'${contact}' was used by record ${record}`, expected: "lines of one contact follow each other" };
}

/** What is wrong with the lines of one contact taken together. */
export function contradictions(lines: readonly Line[]): readonly Mistake[] {
  if (lines.length < 2) return [];
  const first = lines[0] as Line;
  const differs = (same: (line: Line) => boolean) => !lines.every(same);
  const found: Mistake[] = [];
  if (differs(({ ratedAt }) => ratedAt === first.ratedAt)) found.push(different("rated_at"));
  if (differs((line) => (["administration", "service", "touchpoint"] as const).every((each) => line[each] === first[each]))) {
    found.push(different("administration"));
  }
  if (differs(({ channel }) => channel === first.channel)) found.push(different("channel"));
  return found;
}

function different(field: Mistake["field"]): Mistake {
  return { field, reason: "differs", expected: "the same in all lines of one contact" };
}
