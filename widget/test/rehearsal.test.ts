import { channelsOf, rehearsed } from "../src/page/rehearsal.ts";
import { holds, same } from "./checks.ts";

const ID = { field: "id", reason: "ID_MALFORMED", expected: "a UUID" };
const CHANNEL = { field: "channel", reason: "CHANNEL_NOT_ALLOWED", expected: "one of WEB, QR" };

/** A service that takes WEB and QR, and notes the ids that it is sent. */
function service(ids: string[] = []) {
  return (_: string, { body }: RequestInit) => {
    const { ratings } = JSON.parse(`${body}`) as { ratings: { id: string; channel?: string }[] };
    ids.push(...ratings.map(({ id }) => id));
    const results = ratings.map(({ channel = "WEB" }) => {
      const violations = ["WEB", "QR"].includes(channel) ? [ID] : [ID, CHANNEL];
      return { problem: { reason: "VIOLATIONS", detail: `${violations.length} fields`, violations } };
    });
    return Promise.resolve(Response.json({ results }));
  };
}

const answers = (body: unknown, status = 200) => () => Promise.resolve(Response.json(body, { status }));

Deno.test("channels are those that the service does not object to", async () => {
  same(await channelsOf("desk", service()), ["WEB", "QR"]);
});

Deno.test("where the service does not say, nothing is said", async () => {
  const busy = { problem: { reason: "UNAVAILABLE", detail: "the database does not answer", violations: [] } };

  same(await channelsOf("desk", answers({ reason: "RATE_LIMITED" }, 429)) ?? "nothing", "nothing");
  same(await channelsOf("desk", answers({ results: Array(12).fill(busy) })) ?? "nothing", "nothing");
});

Deno.test("a rating that would be stored is thanked for, and never sent under an id", async () => {
  const ids: string[] = [];
  const response = await rehearsed({ id: "018f0000-0000-7000-8000-000000000000" }, service(ids));

  same([response.status, (await response.json()).id], [200, "018f0000-0000-7000-8000-000000000000"]);
  same(ids, ["rehearsal"]);
});

Deno.test("what the service would refuse is refused in its words", async () => {
  const rating = { id: "018f0000-0000-7000-8000-000000000000", channel: "KIOSK" };
  const response = await rehearsed(rating, service());

  same(response.status, 400);
  same(await response.json(), { reason: "VIOLATIONS", detail: "channel: expected one of WEB, QR", violations: [CHANNEL] });
  same((await rehearsed(rating, answers({ reason: "RATE_LIMITED" }, 429))).status, 429);
  const problem = { reason: "UNAVAILABLE", detail: "the database does not answer", violations: [] };
  const unavailable = await rehearsed(rating, answers({ results: [{ problem }] }));
  same(unavailable.status, 503);
  holds((await unavailable.json()).detail === problem.detail, "its own detail");
});
