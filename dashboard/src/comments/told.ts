import type { Metric, Service } from "../contract.ts";
import { type Field, words as column } from "../figures/sheet.ts";
import { scaleOf } from "../figures/scale.ts";
import { fill, languageName, localeOf, momentName, nameOf, type Speech } from "../i18n/index.ts";
import type { CommentWords } from "../i18n/comments/index.ts";
import type { Comment, CommentPage } from "./contract.ts";

/** What is shown of comments: page after page. */
export interface Shown {
  readonly comments: readonly Comment[];
  readonly next: string;
  readonly searchedTo: string | undefined;
  readonly withheld: boolean;
}

/** What is shown once one more page is there. */
export function extended(before: Shown | undefined, page: CommentPage): Shown {
  return {
    comments: [...before?.comments ?? [], ...page.comments],
    next: page.nextPageToken,
    searchedTo: page.searchedTo,
    withheld: page.withheld || (before?.withheld ?? false),
  };
}

/** When it was written, by the clock of the administration; only the month where no more is told. */
export function timeOf(comment: Comment, zone: string, speech: Speech): string {
  return comment.ratedAt === undefined
    ? new Intl.DateTimeFormat(localeOf(speech.language), { year: "numeric", month: "long", timeZone: "UTC" })
      .format(Date.parse(`${comment.month}-01T00:00:00Z`))
    : momentName(comment.ratedAt, zone, speech);
}

/** The score as a point of its scale: "2 · Dissatisfied", or "7 of 10" where the points have no names. */
export function scoreOf({ metric, score }: Comment, { words }: Speech, { points }: CommentWords): string {
  if (score === undefined) return words.figure.dontKnow;
  const names = scaleOf(metric, words);
  return metric === "CSAT" || metric === "THUMBS"
    ? names[score - LOWEST[metric]] ?? String(score)
    : fill(points, { score, best: LOWEST[metric] + names.length - 1 });
}

/** Points that can be chosen, the best first, with their names. */
export function pointsOf(metric: Metric, { words }: Speech): readonly (readonly [string, string])[] {
  return scaleOf(metric, words).map((name, place) => [String(LOWEST[metric] + place), name] as const).toReversed();
}

const LOWEST: Readonly<Record<Metric, number>> = { CSAT: 1, NPS: 0, CES: 1, THUMBS: 0 };

/** What files have. */
export function commentFields(service: Service, zone: string, speech: Speech, said: CommentWords): readonly Field<Comment>[] {
  const { words, language } = speech;
  const place = ({ touchpoint }: Comment) => nameOf(service.touchpoints.find(({ key }) => key === touchpoint)?.names, language, touchpoint);
  return [
    { ...column("time", said.time, (comment: Comment) => timeOf(comment, zone, speech)), raw: ({ ratedAt, month }) => ratedAt ?? month },
    column("score", words.figure.score, (comment: Comment) => scoreOf(comment, speech, said)),
    column("channel", words.dimension.channel, ({ channel }: Comment) => words.channel[channel]),
    column("language", words.dimension.language, (comment: Comment) => languageName(comment.language, speech)),
    column("place", words.dimension.touchpoint, place),
    column("text", said.text, ({ text }: Comment) => text),
  ];
}
