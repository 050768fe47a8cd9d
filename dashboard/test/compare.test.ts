import { compared } from "../src/compare/Verdict.tsx";
import { queryOf, selectionOf, textOf } from "../src/compare/selection.ts";
import { same } from "./claims.ts";
import { row } from "./rows.ts";

const TODAY = "2026-11-27";

Deno.test("a selection comes back from its address", () => {
  const selection = { chosen: { service: "parking-permit", channel: "WEB" }, from: "2026-11-01", to: "2026-12-01" };
  same(textOf(selection), "service.parking-permit~channel.WEB~from.2026-11-01~to.2026-12-01");
  same(textOf(selectionOf(textOf(selection), TODAY)), textOf(selection));
});

Deno.test("what is not understood is left out, and without a time it is the last 30 days", () => {
  same(selectionOf("colour.red~service.~nonsense", TODAY), { from: "2026-10-29", to: "2026-11-28", chosen: {} });
});

Deno.test("the API is asked for what was selected, in the zone of the administration", () => {
  const { chosen, from, to } = selectionOf("administration.senne~from.2026-11-01~to.2026-11-08", TODAY);
  same(queryOf({ chosen, from, to }, "Europe/Brussels"), {
    administration: "senne",
    from: "2026-11-01",
    to: "2026-11-08",
    zone: "Europe/Brussels",
  });
});

Deno.test("too few or hidden answers are not compared", () => {
  const many = row([0, 0, 0, 10, 10]);
  same(compared("CSAT", many, row([0, 0, 0, 0, 9])), undefined);
  same(compared("CSAT", many, row([], { suppressed: true })), undefined);
  same(compared("CSAT", many, undefined), undefined);
  same(compared("CSAT", many, row([0, 0, 0, 0, 10]))?.value, 0);
});
