import type { Catalogue, Scores } from "../contract.ts";
import { Exhibit } from "../figures/Exhibit.tsx";
import { type Field, number, words as column } from "../figures/sheet.ts";
import { Answered } from "../frame/Answered.tsx";
import { useAnswer } from "../frame/useAnswer.ts";
import { dayName, fill, nameOf, type Speech, useSpeech } from "../i18n/index.ts";
import { plusDays } from "../period.ts";
import { hrefOf } from "../route.ts";
import { type Quiet, QUIET_DAYS, quietPlaces, USUAL_DAYS, WATCHED } from "./quiet.ts";

/** What it needs. */
export interface QuietPlacesProps {
  readonly catalogue: Catalogue;
  readonly today: string;
  readonly zone: string;
}

/** Kiosks and phone lines that were heard and went quiet; nothing is shown when there is none. */
export function QuietPlaces({ catalogue, today, zone }: QuietPlacesProps) {
  const days = useAnswer<Scores>("/v1/scores", {
    from: plusDays(today, 1 - USUAL_DAYS - QUIET_DAYS),
    to: plusDays(today, 1),
    zone,
    every: "day",
    by: "administration,service,touchpoint,channel",
    channel: WATCHED,
  });
  return <Answered answer={days}>{({ rows }) => <Listed places={quietPlaces(rows, today)} catalogue={catalogue} />}</Answered>;
}

function Listed({ places, catalogue }: { readonly places: readonly Quiet[]; readonly catalogue: Catalogue }) {
  const speech = useSpeech();
  const { words } = speech;
  if (places.length === 0) return null;
  return (
    <Exhibit
      id="quiet"
      title={words.overview.quiet}
      about={fill(words.overview.quietAbout, { days: QUIET_DAYS, usual: USUAL_DAYS })}
      fields={quietFields(catalogue, speech)}
      rows={places}
      keyOf={({ touchpoint, channel }) => `${touchpoint} ${channel}`}
    />
  );
}

function quietFields({ administrations }: Catalogue, { words, language, numbers }: Speech): readonly Field<Quiet>[] {
  const administration = (of: Quiet) => administrations.find(({ code }) => code === of.administration);
  const service = (of: Quiet) => administration(of)?.services.find(({ code }) => code === of.service);
  const place = (of: Quiet) => nameOf(service(of)?.touchpoints.find(({ key }) => key === of.touchpoint)?.names, language, of.touchpoint);
  return [
    {
      ...column("place", words.dimension.touchpoint, place),
      cell: (of) => <a href={hrefOf("service", [of.administration, of.service], { channel: of.channel })}>{place(of)}</a>,
    },
    column("channel", words.dimension.channel, ({ channel }: Quiet) => words.channel[channel]),
    column("service", words.dimension.service, (of: Quiet) => nameOf(service(of)?.names, language, of.service)),
    column("administration", words.dimension.administration, (of: Quiet) => nameOf(administration(of)?.names, language, of.administration)),
    { ...column("last", words.overview.last, ({ last }: Quiet) => last), cell: ({ last }) => dayName(last, language) },
    number("n", words.overview.before, ({ n }: Quiet) => n, numbers.whole.format),
  ];
}
