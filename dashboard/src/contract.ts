/** What the API answers, as far as this page reads it. The contract is the proto files; its JSON writes every field without presence. */

/** How a rating was given. */
export type Channel = "WEB" | "KIOSK" | "PHONE" | "QR" | "EMAIL" | "SMS" | "APP" | "CHAT" | "COUNTER" | "PAPER" | "POST" | "OTHER";

/** What a score measures. */
export type Metric = "CSAT" | "NPS" | "CES" | "THUMBS";

/** What figures are told apart by, as the query writes it. */
export type Dimension = "administration" | "service" | "channel" | "touchpoint" | "language" | "question";

/** Length of windows. */
export type Every = "hour" | "day" | "week" | "month" | "all";

/** Figures of one window and one group; shares in percent. */
export interface ScoreRow {
  readonly administration?: string;
  readonly service?: string;
  readonly channel?: Channel;
  readonly touchpoint?: string;
  readonly language?: string;
  readonly question?: string;
  readonly start: string;
  readonly metric: Metric;
  readonly n: number;
  readonly counts: readonly number[];
  readonly dontKnow: number;
  readonly csat?: number;
  readonly csatLow?: number;
  readonly csatHigh?: number;
  readonly mean?: number;
  readonly meanLow?: number;
  readonly meanHigh?: number;
  readonly nps?: number;
  readonly npsLow?: number;
  readonly npsHigh?: number;
  readonly easy?: number;
  readonly easyLow?: number;
  readonly easyHigh?: number;
  readonly previousN?: number;
  readonly previousCsat?: number;
  readonly difference?: number;
  readonly differenceLow?: number;
  readonly differenceHigh?: number;
  readonly suppressed: boolean;
}

/** What figures include. */
export interface AsOf {
  readonly at?: string;
  readonly offsets: readonly string[];
}

/** Answer of `/v1/scores`. */
export interface Scores {
  readonly rows: readonly ScoreRow[];
  readonly asOf: AsOf;
}

/** A name in the languages it has. */
export type Names = Readonly<Record<string, string>>;

/** A place where contacts happen. */
export interface Touchpoint {
  readonly key: string;
  readonly names: Names;
  readonly retired: boolean;
}

/** What an administration offers. */
export interface Service {
  readonly code: string;
  readonly names: Names;
  readonly touchpoints: readonly Touchpoint[];
}

/** A body that offers services. */
export interface Administration {
  readonly code: string;
  readonly names: Names;
  readonly zone: string;
  readonly services: readonly Service[];
}

/** Answer of `/v1/catalogue`. */
export interface Catalogue {
  readonly administrations: readonly Administration[];
}

/** Where an alert is in its life. */
export type AlertState = "INACTIVE" | "PENDING" | "FIRING" | "RECOVERING" | "RESOLVED";

/** The ratings that an alert is about. */
export interface Stream {
  readonly administration?: string;
  readonly service?: string;
  readonly channel?: Channel;
  readonly touchpoint?: string;
  readonly language?: string;
  readonly question?: string;
}

/** The figures that made a condition hold; shares in percent. */
export interface Evidence {
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly n: number;
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly previousN?: number;
  readonly previousValue?: number;
  readonly points?: number;
  readonly lastRatedAt?: string;
  readonly evidenceDays?: number;
  readonly expectedRatings?: number;
  readonly kiosk?: KioskEvidence;
}

/** A kiosk as an alert tells of it. */
export interface KioskEvidence {
  readonly name: string;
  readonly trouble: "KIOSK_TROUBLE_UNSPECIFIED" | "SILENT" | "NO_ROOM" | "NO_TOUCHPOINT" | "PRESSES_WAIT";
  readonly heardAt?: string;
  readonly waiting: number;
  readonly others: number;
}

/** Somebody takes care of an alert. */
export interface Acknowledgement {
  readonly owner: string;
  readonly note: string;
  readonly until?: string;
  readonly acknowledgedAt: string;
  readonly author: string;
}

/** One rule for one stream, from its first pending to its end. */
export interface Alert {
  readonly id: string;
  readonly rule: string;
  readonly kind: "THRESHOLD" | "DECLINE" | "ABSENCE" | "DROP" | "KIOSKS";
  readonly stream: Stream;
  readonly state: AlertState;
  readonly severity: "info" | "warning" | "critical";
  readonly pendingAt?: string;
  readonly firedAt?: string;
  readonly resolvedAt?: string;
  readonly evidence: Evidence;
  readonly because: string;
  readonly acknowledgement?: Acknowledgement;
}

/** Answer of `/v1/alerts`. */
export interface Alerts {
  readonly alerts: readonly Alert[];
  readonly nextPageToken: string;
}

/** One broken expectation. */
export interface Violation {
  readonly field: string;
  readonly reason: string;
  readonly expected: string;
}

/** Why a call was refused. */
export interface Problem {
  readonly reason: string;
  readonly detail: string;
  readonly violations: readonly Violation[];
}
