import type { Alert, Evidence, Stream, Violation } from "../contract.ts";

/** What can happen to an alert. */
export type AlertEventKind =
  | "EVENT_PENDING"
  | "EVENT_DROPPED"
  | "EVENT_FIRED"
  | "EVENT_RECOVERING"
  | "EVENT_RELAPSED"
  | "EVENT_DEMOTED"
  | "EVENT_RESOLVED"
  | "EVENT_CLOSED"
  | "EVENT_ACKNOWLEDGED"
  | "EVENT_ACKNOWLEDGEMENT_ENDED"
  | "EVENT_COMMENTED";

/** Why something was not told. */
export interface NotTold {
  readonly receiver: string;
  readonly reason: string;
  readonly cause: string;
}

/** Something that happened to an alert, or that a person did with it. */
export interface AlertEvent {
  readonly id: string;
  readonly kind: AlertEventKind;
  readonly at: string;
  readonly author: string;
  readonly owner: string;
  readonly text: string;
  readonly until?: string;
  readonly notTold: readonly NotTold[];
}

/** Answer of `/v1/alerts/{id}`. */
export interface AlertWithHistory {
  readonly alert: Alert;
  readonly history: readonly AlertEvent[];
}

/** What one step was decided on. */
export interface Decision {
  readonly kind: AlertEventKind;
  readonly at: string;
  /** A rule file that has only this rule, as it was. */
  readonly rule: string;
}

/** What is usual for a stream; levels from 0 to 1. */
export interface Baseline {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly histogram: readonly number[];
  readonly mean: number;
}

/** How many ratings are usual. */
export interface UsualVolume {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly ratingsPerDay: number;
}

/** A closed slot of a drop rule; levels from 0 to 1. */
export interface DropSlot {
  readonly start: string;
  readonly reference: number;
  readonly counts: readonly number[];
  readonly evidenceDays: number;
  readonly worth: readonly number[];
}

/** A closed slot of a rule about missing ratings. */
export interface AbsenceSlot {
  readonly start: string;
  readonly ratings: number;
  readonly expected: number;
  readonly expectedSinceLast: number;
  readonly needed: number;
}

/** Answer of `/v1/alerts/{id}/evidence`. */
export interface AlertEvidence {
  readonly alert: Alert;
  readonly baseline?: Baseline;
  readonly slots: readonly DropSlot[];
  readonly volume?: UsualVolume;
  readonly absenceSlots: readonly AbsenceSlot[];
  readonly decisions: readonly Decision[];
}

/** Which alerts a silence matches. */
export interface Matchers {
  readonly rules?: readonly string[];
  readonly severities?: readonly string[];
  readonly administrations?: readonly string[];
  readonly services?: readonly string[];
  readonly channels?: readonly string[];
  readonly touchpoints?: readonly string[];
  readonly languages?: readonly string[];
}

/** What is not told for a while. */
export interface Silence {
  readonly id: string;
  readonly matchers: Matchers;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly author: string;
  readonly comment: string;
  readonly endWhenResolved: boolean;
  readonly state: "SILENCE_STATE_UNSPECIFIED" | "SILENCE_PENDING" | "SILENCE_ACTIVE" | "SILENCE_EXPIRED";
}

/** A notification that was given up. */
export interface DeadLetter {
  readonly id: string;
  readonly receiver: string;
  readonly type: string;
  readonly alert: string;
  readonly diedAt: string;
  readonly tries: number;
  readonly reason: string;
  readonly outdated: boolean;
}

/** Answer of `/v1/dead-letters`. */
export interface DeadLetters {
  readonly deadLetters: readonly DeadLetter[];
  readonly total: number;
}

/** One window in which a rule holds. */
export interface BacktestRow {
  readonly rule: string;
  readonly stream: Stream;
  readonly evidence: Evidence;
}

/** How long one drop takes until it is found; both are absent when it cannot be proven. */
export interface DropPlan {
  readonly points: number;
  readonly ratings?: number;
  readonly days?: number;
}

/** How long drops of a stream take until they are found. */
export interface DropOutlook {
  readonly rule: string;
  readonly stream: Stream;
  readonly falseAlarmsPer30Days: number;
  readonly plans: readonly DropPlan[];
}

/** How soon missing ratings of a stream are noticed. */
export interface AbsenceOutlook {
  readonly rule: string;
  readonly stream: Stream;
  readonly falseAlarmsPer30Days: number;
  readonly ratings?: number;
  readonly hours?: number;
}

/** Answer of `/v1/rules:backtest`. */
export interface Backtest {
  readonly rows: readonly BacktestRow[];
  readonly outlooks: readonly DropOutlook[];
  readonly absenceOutlooks: readonly AbsenceOutlook[];
  readonly budget?: {
    readonly acceptedPer30Days: number;
    readonly spentPer30Days: number;
    readonly streamsDeclared: number;
    readonly streamsFound: number;
  };
}

/** Answer of `GET /v1/rules`. */
export interface StandingRules {
  readonly text: string;
  /** What `rules:save` wants back; empty where there is no file. */
  readonly version: string;
  readonly editable: boolean;
  readonly inForce: boolean;
  readonly inForceSince?: string;
  readonly problems: readonly Violation[];
}

/** How a receiver is told. */
export type ReceiverKind =
  | "RECEIVER_KIND_UNSPECIFIED"
  | "WEBHOOK"
  | "SLACK"
  | "TEAMS"
  | "MATTERMOST"
  | "PAGERDUTY"
  | "ALERTMANAGER"
  | "MAIL";

/** Somebody who can be told. */
export interface Receiver {
  readonly name: string;
  readonly kind: ReceiverKind;
  readonly endpoint: string;
  readonly language: string;
  /** Seconds, as `60s`. */
  readonly heartbeatEvery?: string;
  readonly meta: boolean;
}

/** Which alerts one receiver hears of. */
export interface ReceiverRoute {
  readonly receiver: string;
  readonly where: readonly { readonly dimension: string; readonly values: readonly string[] }[];
  readonly rules: readonly string[];
  readonly severities: readonly string[];
  readonly groupWait: string;
  readonly groupBy: readonly string[];
  readonly groupInterval?: string;
  readonly repeatInterval?: string;
  readonly muteWindows: readonly string[];
  readonly deadLetterTo: string;
}

/** Answer of `/v1/receivers`. */
export interface Receivers {
  readonly receivers: readonly Receiver[];
  readonly routes: readonly ReceiverRoute[];
}

/** Answer of `/v1/receivers:test`. */
export interface ReceiverTest {
  readonly outcome: "TEST_OUTCOME_UNSPECIFIED" | "DELIVERED" | "NOT_NOW" | "REFUSED";
  /** 0 when no answer came. */
  readonly status: number;
  readonly detail: string;
}
