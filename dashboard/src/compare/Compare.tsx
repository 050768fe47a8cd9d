import type { Catalogue, ScoreRow, Scores } from "../contract.ts";
import { metricOf, METRICS, metricsOf } from "../figures/rows.ts";
import { Answered } from "../frame/Answered.tsx";
import type { PageProps } from "../frame/App.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { dayName, fill, languageName, nameOf, type Speech, useSpeech } from "../i18n/index.ts";
import { daysBetween, plusDays, today } from "../period.ts";
import { changed, type Route } from "../route.ts";
import { SelectionForm } from "./SelectionForm.tsx";
import { queryOf, type Selection, selectionOf, textOf } from "./selection.ts";
import { Verdict } from "./Verdict.tsx";

/** Two selections beside each other: what can be told apart, and what cannot. */
export function Compare({ route, catalogue, go }: PageProps) {
  const speech = useSpeech();
  const zone = catalogue.administrations[0]?.zone ?? "Europe/Brussels";
  const todays = today(zone);
  const first = selectionOf(route.chosen.get("a") ?? "", todays);
  const second = route.chosen.has("b") ? selectionOf(route.chosen.get("b") ?? "", todays) : before(first);
  const a = useAnswer<Scores>("/v1/scores", queryOf(first, zoneOf(first, catalogue) ?? zone));
  const b = useAnswer<Scores>("/v1/scores", queryOf(second, zoneOf(second, catalogue) ?? zone));
  const choose = (side: "a" | "b") => (selection: Selection) =>
    go(changed(route, { a: textOf(first), b: textOf(second), [side]: textOf(selection) }));
  return (
    <>
      <h1>{speech.words.pages.compare}</h1>
      <div class="cards">
        <SelectionForm side="A" selection={first} catalogue={catalogue} today={todays} choose={choose("a")} />
        <SelectionForm side="B" selection={second} catalogue={catalogue} today={todays} choose={choose("b")} />
      </div>
      <Answered answer={a}>
        {({ rows: ofFirst }) => (
          <Answered answer={b}>
            {({ rows: ofSecond }) => (
              <Both
                route={route}
                first={{ name: `A${speech.words.colon}${told(first, catalogue, speech)}`, rows: ofFirst }}
                second={{ name: `B${speech.words.colon}${told(second, catalogue, speech)}`, rows: ofSecond }}
              />
            )}
          </Answered>
        )}
      </Answered>
    </>
  );
}

interface Side {
  readonly name: string;
  readonly rows: readonly ScoreRow[];
}

function Both({ route, first, second }: { readonly route: Route; readonly first: Side; readonly second: Side }) {
  const { words } = useSpeech();
  const known = metricsOf(first.rows).filter((metric) => metricsOf(second.rows).includes(metric));
  const metric = metricOf(route.chosen, known.length === 0 ? METRICS : known);
  const side = ({ name, rows }: Side) => ({ name, row: rows.find((row) => row.metric === metric) });
  return (
    <>
      {known.length > 1 && (
        <nav class="group" aria-label={words.service.metric}>
          {known.map((each) => (
            <a key={each} class="choice" href={changed(route, { metric: each })} aria-current={each === metric ? "true" : undefined}>
              {words.metric[each]}
            </a>
          ))}
        </nav>
      )}
      <Verdict metric={metric} first={side(first)} second={side(second)} />
    </>
  );
}

/** The same ratings of as many days before: what most people ask first. */
function before({ chosen, from, to }: Selection): Selection {
  return { chosen, from: plusDays(from, -daysBetween(from, to)), to: from };
}

function zoneOf({ chosen }: Selection, { administrations }: Catalogue): string | undefined {
  return administrations.find(({ code }) => code === chosen.administration)?.zone;
}

/** A selection in words. */
function told({ chosen, from, to }: Selection, { administrations }: Catalogue, speech: Speech): string {
  const { words, language } = speech;
  const administration = administrations.find(({ code }) => code === chosen.administration);
  const service = (administration ? [administration] : administrations).flatMap(({ services }) => services).find(({ code }) =>
    code === chosen.service
  );
  const parts = [
    chosen.service ? nameOf(service?.names, language, chosen.service) : words.overview.all,
    chosen.administration && nameOf(administration?.names, language, chosen.administration),
    chosen.channel && words.channel[chosen.channel as keyof typeof words.channel],
    chosen.language && languageName(chosen.language, speech),
    fill(words.exhibit.time, { from: dayName(from, language), to: dayName(plusDays(to, -1), language) }),
  ];
  return parts.filter((part) => part).join(", ");
}
