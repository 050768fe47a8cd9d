import type { Query } from "../door.ts";
import { type Change, changeOf } from "../figures/estimate.ts";
import { Exhibit } from "../figures/Exhibit.tsx";
import { N_MIN, percent, range } from "../figures/figure.ts";
import { type ShareBar, ShareBars } from "../figures/ShareBars.tsx";
import { type Field, number, words as column } from "../figures/sheet.ts";
import { Answered } from "../frame/Answered.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { fill, nameOf, type Speech, useSpeech } from "../i18n/index.ts";
import { type ReasonWords, useReasonWords } from "../i18n/reasons/index.ts";
import {
  byOften,
  type ChoiceQuestion,
  type ChoiceRow,
  type Choices,
  effectOf,
  grouped,
  oneSided,
  questionsOf,
  type Satisfaction,
} from "./reasons.ts";

/** Why people are satisfied or not, as far as the survey asks: what they chose, and how satisfied they were. */
export function Reasons({ query }: { readonly query: Query }) {
  const answer = useAnswer<Choices>("/v1/choices", query);
  const reasons = useReasonWords();
  return (
    <Answered answer={answer}>
      {(choices) => {
        const codes = questionsOf(choices);
        if (codes.length === 0) return <Absent title={reasons.title} why={choices.surveysKnown ? reasons.asksNone : reasons.askedNobody} />;
        return codes.map((code) => (
          <OneQuestion
            key={code}
            code={code}
            question={choices.questions.find((each) => each.code === code)}
            rows={choices.rows.filter((row) => row.question === code)}
          />
        ));
      }}
    </Answered>
  );
}

/** That there is nothing to show, and why. */
function Absent({ title, why }: { readonly title: string; readonly why: string }) {
  return (
    <section class="exhibit">
      <h2>{title}</h2>
      <p class="card">{why}</p>
    </section>
  );
}

interface OneQuestionProps {
  readonly code: string;
  readonly question: ChoiceQuestion | undefined;
  readonly rows: readonly ChoiceRow[];
}

function OneQuestion({ code, question, rows }: OneQuestionProps) {
  const speech = useSpeech();
  const reasons = useReasonWords();
  const title = fill(reasons.titled, { question: nameOf(question?.texts, speech.language, code) });
  const answered = Math.max(0, ...rows.map((row) => row.answered));
  const isHidden = rows.length > 0 && rows.every(({ suppressed }) => suppressed);
  if (isHidden) return <Absent title={title} why={speech.words.figure.suppressed} />;
  if (answered === 0) return <Absent title={title} why={reasons.askedNobody} />;
  if (answered < N_MIN) {
    return <Absent title={title} why={fill(reasons.tooFew, { n: speech.numbers.whole.format(answered), least: N_MIN })} />;
  }
  const name = (row: ChoiceRow) => nameOf(question?.choices.find((each) => each.code === row.choice)?.labels, speech.language, row.choice);
  const groups = grouped(rows);
  const about = fill(question?.severalAllowed === false ? reasons.about : reasons.aboutSeveral, {
    n: speech.numbers.whole.format(answered),
  });
  const alike = oneSided(rows);
  const drawn = alike
    ? [{ heading: reasons.often, bars: byOften(rows).map((row) => barOf(row, name(row), false, speech, reasons)) }]
    : (["worse", "none", "better"] as const).map((change) => ({
      heading: reasons[change],
      bars: groups[change].map((row) => barOf(row, name(row), true, speech, reasons)),
    }));
  return (
    <Exhibit<ChoiceRow>
      id={`reasons-${code}`}
      title={title}
      about={about}
      picture={<ShareBars groups={drawn} label={`${title}. ${about} ${heard(drawn)}`} />}
      fields={fieldsOf(name, speech, reasons)}
      rows={alike ? byOften(rows) : [...groups.worse, ...groups.none, ...groups.better]}
      keyOf={({ choice }) => choice}
    >
      {question?.askedWhen && <p class="dim about">{fill(reasons.asked, { scores: question.askedWhen.scores.join(", ") })}</p>}
      {alike && <p class="dim about">{reasons.alike}</p>}
      <p class="dim about">{alike ? reasons.orderOften : reasons.order}</p>
    </Exhibit>
  );
}

function barOf(row: ChoiceRow, label: string, compares: boolean, speech: Speech, reasons: ReasonWords): ShareBar {
  if (row.suppressed) return { label, estimate: undefined, told: [{ text: reasons.hidden }] };
  const estimate = shareOf(row);
  const told = fill(reasons.share, {
    n: speech.numbers.whole.format(row.n),
    answered: speech.numbers.whole.format(row.answered),
    share: percent(row.share, speech),
    range: range(estimate, speech),
  });
  return { label, estimate, told: [{ text: told }, ...(compares ? [effectTold(row, speech, reasons)] : [])] };
}

function shareOf({ share = 0, shareLow = share, shareHigh = share }: ChoiceRow) {
  return { value: share, low: shareLow, high: shareHigh };
}

const ARROWS: Readonly<Record<Change, string>> = { worse: "▼ ", none: "", better: "▲ " };

function effectTold(row: ChoiceRow, speech: Speech, reasons: ReasonWords): ShareBar["told"][number] {
  const { numbers } = speech;
  const effect = effectOf(row);
  if (!effect) return { text: reasons.effectFew };
  const change = changeOf(effect);
  const text = fill(change === "none" ? reasons.effectNone : reasons.effect, {
    chosen: percent(row.chosen?.csat, speech),
    others: percent(row.others?.csat, speech),
    points: numbers.signed.format(effect.value),
    low: numbers.signed.format(effect.low),
    high: numbers.signed.format(effect.high),
  });
  return change === "none" ? { text } : { text: `${ARROWS[change]}${text}`, mark: change };
}

/** What the picture shows, for whoever does not see it. */
function heard(groups: readonly { readonly heading: string; readonly bars: readonly ShareBar[] }[]): string {
  return groups.filter(({ bars }) => bars.length > 0).map(({ heading, bars }) =>
    `${heading}: ${bars.map(({ label, told }) => `${label}, ${told.map(({ text }) => text).join(", ")}`).join("; ")}.`
  ).join(" ");
}

function fieldsOf(name: (row: ChoiceRow) => string, speech: Speech, reasons: ReasonWords): readonly Field<ChoiceRow>[] {
  const { numbers } = speech;
  const share = (value: number) => percent(value, speech);
  const seen = (value: (row: ChoiceRow) => number | undefined) => (row: ChoiceRow) => row.suppressed ? undefined : value(row);
  const ends = (key: string, figure: string, low: (row: ChoiceRow) => number | undefined, high: (row: ChoiceRow) => number | undefined) => [
    number(`${key}Low`, fill(reasons.lowOf, { figure }), seen(low), key === "difference" ? numbers.signed.format : share),
    number(`${key}High`, fill(reasons.highOf, { figure }), seen(high), key === "difference" ? numbers.signed.format : share),
  ];
  const satisfied = (key: string, figure: string, n: string, side: (row: ChoiceRow) => Satisfaction | undefined) => [
    number(key, figure, seen((row) => side(row)?.csat), share),
    ...ends(key, figure, (row) => side(row)?.csatLow, (row) => side(row)?.csatHigh),
    number(`${key}N`, n, seen((row) => side(row)?.n), numbers.whole.format),
  ];
  return [
    column("reason", reasons.reason, name),
    number("n", reasons.n, seen(({ n }) => n), numbers.whole.format),
    number("answered", reasons.answered, seen(({ answered }) => answered), numbers.whole.format),
    number("share", reasons.shareOf, seen(({ share }) => share), share),
    ...ends("share", reasons.shareOf, ({ shareLow }) => shareLow, ({ shareHigh }) => shareHigh),
    ...satisfied("chosen", reasons.chosen, reasons.chosenN, ({ chosen }) => chosen),
    ...satisfied("others", reasons.others, reasons.othersN, ({ others }) => others),
    number("difference", reasons.difference, seen(({ difference }) => difference), numbers.signed.format),
    ...ends("difference", reasons.difference, ({ differenceLow }) => differenceLow, ({ differenceHigh }) => differenceHigh),
  ];
}
