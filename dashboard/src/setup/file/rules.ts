import type { Metric } from "../../contract.ts";
import type { Line, Mistake } from "./lines.ts";

/** What each metric accepts; the contract says so. */
const SCALES: Readonly<Record<Metric, readonly [number, number]>> = { CSAT: [1, 5], NPS: [0, 10], CES: [1, 7], THUMBS: [0, 1] };
const EARLIEST = Date.UTC(2000, 0, 1);
const DAY_MILLIS = 86_400_000;
const ANSWERS_MAX = 20;
const ID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f])[0-9a-f]{3}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{12}$/i;

/** What the server would refuse of one person's answers, as far as it can be known without the server. */
export function refusals(lines: readonly Line[], now: number): readonly Mistake[] {
  const first = lines[0] as Line;
  const accepts = (time: number) => time >= EARLIEST && time <= now + DAY_MILLIS;
  const found: Mistake[] = [];
  if (first.id !== "") found.push(...idMistakes(first.id, accepts));
  if (!accepts(first.ratedAt)) {
    const expected = `a time from 2000-01-01 to ${new Date(now + DAY_MILLIS).toISOString().slice(0, 10)}`;
    found.push({ field: "rated_at", reason: `'${new Date(first.ratedAt).toISOString()}'`, expected });
  }
  if (!isLanguage(first.language)) {
    found.push({ field: "language", reason: `'${first.language}'`, expected: "a BCP 47 tag such as nl or fr-BE" });
  }
  const comment = lines.find((line) => line.comment !== "")?.comment ?? "";
  if (/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(comment)) {
    found.push({ field: "comment", reason: "has control characters", expected: "no control characters other than newline and tab" });
  }
  if (lines.length > ANSWERS_MAX) found.push({ field: "contact", reason: `${lines.length} lines`, expected: `1 to ${ANSWERS_MAX}` });
  if (lines.length > 1 && new Set(lines.map(({ question }) => question)).size < lines.length) {
    found.push({ field: "question", reason: "stands there twice for one contact", expected: "one answer per question" });
  }
  const [lowest, highest] = SCALES[first.metric];
  for (const { score, metric } of lines) {
    const [least, most] = metric === first.metric ? [lowest, highest] : SCALES[metric];
    if (score !== undefined && (score < least || score > most)) {
      found.push({ field: "score", reason: `'${score}'`, expected: `${least} to ${most} for ${metric}` });
      break;
    }
  }
  return found;
}

function idMistakes(id: string, accepts: (time: number) => boolean): readonly Mistake[] {
  const parts = ID.exec(id);
  if (!parts) return [{ field: "id", reason: `'${id}'`, expected: "a UUID of version 7 in its 36-character form" }];
  const isVersion7 = parts[3] === "7" && /[89ab]/i.test(parts[4] as string);
  return isVersion7 && accepts(parseInt(`${parts[1]}${parts[2]}`, 16))
    ? []
    : [{ field: "id", reason: `'${id}'`, expected: "a UUID of version 7 that begins with the time of a rating" }];
}

/** RFC 5646, 2.1: a primary subtag of letters, then subtags of letters and digits; the server keeps the first one. */
function isLanguage(tag: string): boolean {
  if (/^(?:[a-z]{2,8})?$/.test(tag)) return true;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return /^(x|i)(-[a-z0-9]{1,8})+$/i.test(tag);
  }
}
