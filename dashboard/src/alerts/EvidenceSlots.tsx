import { useMemo } from "preact/hooks";
import type { Catalogue } from "../contract.ts";
import { type Column, Table } from "../figures/Table.tsx";
import { useAlertWords } from "../i18n/alerts/index.ts";
import { fill, momentName, type Speech, useSpeech } from "../i18n/index.ts";
import type { AbsenceSlot, AlertEvidence } from "./contract.ts";
import { EvidencePicture } from "./EvidencePicture.tsx";
import { zoneOf } from "./place.ts";
import { heightOf, type Moment, momentsOf, thinned } from "./slots.ts";

// More than this the eye does not tell apart.
const MOMENTS_MAX = 120;
const HUNDREDS: readonly (readonly [number, string])[] = [[0, "0"], [0.5, "50"], [1, "100"]];

interface DropSlotsProps {
  readonly evidence: AlertEvidence;
  /** The evidence at which the rule fires, where it is known. */
  readonly limit: number | undefined;
  readonly catalogue: Catalogue;
}

/** Answers beside their reference, and the evidence that came together; the same as a table. */
export function DropSlots({ evidence, limit, catalogue }: DropSlotsProps) {
  const speech = useSpeech();
  const words = useAlertWords().evidence;
  const moments = useMemo(() => momentsOf(evidence.slots, MOMENTS_MAX), [evidence]);
  const time = timer(evidence, catalogue, speech);
  const ends = { from: time(moments[0]?.at ?? ""), to: time(moments.at(-1)?.at ?? "") };
  const highest = Math.max(...moments.map((each) => each.evidence));
  const top = Math.max(highest, limit ?? 0, 10);
  const told = { max: days(highest, speech), limit: days(limit ?? 0, speech) };
  return (
    <>
      <figure>
        <figcaption>{words.picture}</figcaption>
        <EvidencePicture
          {...ends}
          label={fill(words.pictureTold, { n: moments.length, ...ends })}
          line={moments.map((each) => each.reference / 100)}
          dots={moments.map((each) => each.observed === undefined ? undefined : each.observed / 100)}
          scale={HUNDREDS}
        />
        <p class="dim">{fill(words.pictureTold, { n: moments.length, ...ends })} {words.unit}</p>
      </figure>
      <figure>
        <figcaption>{words.counter}</figcaption>
        <EvidencePicture
          {...ends}
          label={fill(limit === undefined ? words.counterToldFree : words.counterTold, told)}
          line={moments.map((each) => heightOf(each.evidence, top))}
          limit={limit === undefined ? undefined : heightOf(limit, top)}
          scale={powers(top)}
        />
        <p class="dim">{fill(limit === undefined ? words.counterToldFree : words.counterTold, told)}</p>
      </figure>
      <details>
        <summary>{words.table}</summary>
        <MomentTable moments={moments} time={time} />
      </details>
    </>
  );
}

function MomentTable({ moments, time }: { readonly moments: readonly Moment[]; readonly time: (at: string) => string }) {
  const speech = useSpeech();
  const { columns: titles, picture } = useAlertWords().evidence;
  const { one, whole } = speech.numbers;
  const columns: readonly Column<Moment>[] = [
    { key: "at", title: titles.time, cell: ({ at }) => time(at) },
    { key: "n", title: titles.n, number: true, cell: ({ n }) => whole.format(n) },
    { key: "reference", title: titles.reference, number: true, cell: ({ reference }) => one.format(reference) },
    { key: "observed", title: titles.observed, number: true, cell: ({ observed }) => observed === undefined ? "–" : one.format(observed) },
    { key: "evidence", title: titles.evidence, number: true, cell: ({ evidence }) => days(evidence, speech) },
  ];
  return <Table caption={picture} columns={columns} rows={moments} keyOf={({ at }) => at} />;
}

/** Ratings that were expected since the last one, beside the count at which the alert fires. */
export function AbsenceSlots({ evidence, catalogue }: { readonly evidence: AlertEvidence; readonly catalogue: Catalogue }) {
  const speech = useSpeech();
  const words = useAlertWords().evidence;
  const slots = useMemo(() => thinned(evidence.absenceSlots, MOMENTS_MAX), [evidence]);
  const time = timer(evidence, catalogue, speech);
  const { one, whole } = speech.numbers;
  const needed = slots.at(-1)?.needed ?? 0;
  const highest = Math.max(...slots.map((each) => each.expectedSinceLast));
  const top = Math.max(highest, needed);
  const told = fill(words.volumeTold, { max: one.format(highest), limit: one.format(needed) });
  const columns: readonly Column<AbsenceSlot>[] = [
    { key: "at", title: words.columns.time, cell: ({ start }) => time(start) },
    { key: "ratings", title: words.columns.ratings, number: true, cell: ({ ratings }) => whole.format(ratings) },
    { key: "expected", title: words.columns.expected, number: true, cell: ({ expected }) => one.format(expected) },
    { key: "since", title: words.columns.since, number: true, cell: ({ expectedSinceLast }) => one.format(expectedSinceLast) },
    { key: "needed", title: words.columns.needed, number: true, cell: (slot) => one.format(slot.needed) },
  ];
  return (
    <>
      <figure>
        <figcaption>{words.volume}</figcaption>
        <EvidencePicture
          label={told}
          line={slots.map((each) => each.expectedSinceLast / top)}
          limit={needed / top}
          scale={[[0, "0"], [1, whole.format(top)]]}
          from={time(slots[0]?.start ?? "")}
          to={time(slots.at(-1)?.start ?? "")}
        />
        <p class="dim">{told}</p>
      </figure>
      <details>
        <summary>{words.table}</summary>
        <Table caption={words.volume} columns={columns} rows={slots} keyOf={({ start }) => start} />
      </details>
    </>
  );
}

function timer(evidence: AlertEvidence, catalogue: Catalogue, speech: Speech): (at: string) => string {
  const zone = zoneOf(evidence.alert.stream, catalogue);
  return (at) => at === "" ? "" : momentName(at, zone, speech);
}

/** Days of evidence: with a digit after the point while they are few. */
function days(value: number, { numbers }: Speech): string {
  return value < 10 ? numbers.one.format(value) : numbers.whole.format(value);
}

/** Each step ten times the one before, up to the highest; every other one where they are many. */
function powers(top: number): readonly (readonly [number, string])[] {
  const all: (readonly [number, string])[] = [];
  const highest = Math.floor(Math.log10(top));
  const step = highest > 4 ? 2 : 1;
  for (let power = 0; power <= highest; power += step) all.push([heightOf(10 ** power, top), power > 3 ? `1e${power}` : String(10 ** power)]);
  return all;
}
