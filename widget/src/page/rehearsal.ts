/** What the service says against a rating. */
export interface Objection {
  reason: string;
  detail: string;
  violations: { field: string; reason: string; expected: string }[];
}

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** All that the service knows. */
const CHANNELS = ["WEB", "KIOSK", "PHONE", "QR", "EMAIL", "SMS", "APP", "CHAT", "COUNTER", "PAPER", "POST", "OTHER"];
/** No id at all, so that the service says what is wrong with a rating and never stores it. */
const NEVER_STORED = "rehearsal";

/**
 * What the service would answer if it were to store the rating.
 *
 * @param rating as the element sends it
 */
export async function rehearsed(rating: { id: string }, ask: Fetch): Promise<Response> {
  const response = await judge([rating], ask);
  if (!response.ok) {
    return response;
  }
  const [objection] = await objections(response);
  return objection
    ? Response.json(objection, { status: /^(UNAVAILABLE|OVERLOADED)$/.test(objection.reason) ? 503 : 400 })
    : Response.json({ id: rating.id, code: "rehearsal", receivedAt: new Date().toISOString() });
}

/** The channels that a touchpoint takes; nothing where the service does not say. */
export async function channelsOf(touchpoint: string, ask: Fetch): Promise<string[] | undefined> {
  const response = await judge(CHANNELS.map((channel) => ({ touchpoint, channel })), ask);
  const found = response.ok ? await objections(response) : [];
  return found.length === CHANNELS.length && found.every((one) => one?.violations.length !== 0)
    ? CHANNELS.filter((_, at) => !found[at]?.violations.some(({ field }) => field === "channel"))
    : undefined;
}

function judge(ratings: object[], ask: Fetch): Promise<Response> {
  return ask("/v1/ratings:batch", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ratings: ratings.map((rating) => ({ ...rating, id: NEVER_STORED })) }),
  });
}

/** Of each rating, without what is said of its id; nothing where only that was wrong. */
async function objections(response: Response): Promise<(Objection | undefined)[]> {
  const { results } = await response.json() as { results: { problem: Objection }[] };
  return results.map(({ problem }) => {
    const violations = problem.violations.filter(({ field }) => field !== "id");
    const [first, second] = violations;
    if (problem.violations.length && !first) {
      return undefined;
    }
    const detail = !first || problem.reason !== "VIOLATIONS"
      ? problem.detail
      : second
      ? `${violations.length} fields are not as expected`
      : `${first.field}: expected ${first.expected}`;
    return { ...problem, detail, violations };
  });
}
