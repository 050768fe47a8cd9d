import type { Comment, CommentPage } from "../src/comments/contract.ts";
import { commentFields, extended, pointsOf, scoreOf, timeOf } from "../src/comments/told.ts";
import { csv } from "../src/figures/csv.ts";
import { sheetOf } from "../src/figures/sheet.ts";
import { COMMENT_WORDS } from "../src/i18n/comments/index.ts";
import { speech } from "../src/i18n/index.ts";
import { same } from "./claims.ts";

const ZONE = "Europe/Brussels";
const SERVICE = { code: "permits", names: {}, touchpoints: [{ key: "desk", names: { en: "Desk" }, retired: false }] };

Deno.test("pages follow each other, and what one withholds stays said", () => {
  const first = extended(undefined, page([comment("a")], { nextPageToken: "next", searchedTo: "2026-11-01T00:00:00Z", withheld: true }));
  same([first.next, first.searchedTo, first.withheld], ["next", "2026-11-01T00:00:00Z", true]);

  const both = extended(first, page([comment("b")]));
  same(both.comments.map(({ text }) => text), ["a", "b"]);
  same([both.next, both.searchedTo ?? null, both.withheld], ["", null, true]);
});

Deno.test("time is that of the administration, and a month where no more is told", () => {
  const late = comment("a", { ratedAt: "2026-10-31T23:30:00Z" });
  same(timeOf(late, ZONE, speech("en")), "1 Nov 2026, 00:30");
  const { ratedAt: _, ...without } = late;
  same(timeOf({ ...without, month: "2026-03" }, ZONE, speech("nl")), "maart 2026");
});

Deno.test("scores are points of their scale", () => {
  const said = COMMENT_WORDS.en;
  same(scoreOf(comment("a", { score: 2 }), speech("en"), said), "2 · Dissatisfied");
  same(scoreOf(comment("a", { metric: "NPS", score: 7 }), speech("en"), said), "7 of 10");
  same(scoreOf(comment("a", { metric: "CES", score: 7 }), speech("en"), said), "7 of 7");
  same(scoreOf(comment("a", { metric: "THUMBS", score: 0 }), speech("en"), said), "Thumbs down");
  const { score: _, ...unknown } = comment("a");
  same(scoreOf(unknown, speech("en"), said), "don’t know");
});

Deno.test("points that can be chosen are those that the API knows", () => {
  same(pointsOf("CSAT", speech("en")).map(([score]) => score), ["5", "4", "3", "2", "1"]);
  same(pointsOf("NPS", speech("en")).at(-1)?.[0], "0");
  same(pointsOf("CES", speech("en")).at(-1)?.[0], "1");
});

Deno.test("a file has the place's name, the exact time, and words that no spreadsheet runs", () => {
  const fields = commentFields(SERVICE, ZONE, speech("en"), COMMENT_WORDS.en);
  const lines = csv(sheetOf(fields, [comment('=HYPERLINK("x")', { language: "" })])).split("\r\n");
  same(lines[0], "\uFEFFtime,score,channel,language,place,comment");
  same(lines[1], '2026-11-02T09:00:00Z,5 · Very satisfied,web,not said,Desk,"\'=HYPERLINK(""x"")"');
});

function comment(text: string, more: Partial<Comment> = {}): Comment {
  return {
    text,
    ratedAt: "2026-11-02T09:00:00Z",
    month: "",
    administration: "commune",
    service: "permits",
    touchpoint: "desk",
    channel: "WEB",
    language: "en",
    question: "satisfaction",
    metric: "CSAT",
    score: 5,
    ...more,
  };
}

function page(comments: readonly Comment[], more: Partial<CommentPage> = {}): CommentPage {
  return { comments, nextPageToken: "", withheld: false, ...more };
}
