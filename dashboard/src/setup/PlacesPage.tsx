import { useState } from "preact/hooks";
import type { Administration, Service } from "../contract.ts";
import type { PageProps } from "../frame/App.tsx";
import { useFileWords } from "../i18n/file/index.ts";
import { fill, nameOf, useSpeech } from "../i18n/index.ts";
import { useSetupWords } from "../i18n/setup/index.ts";
import { changed } from "../route.ts";
import { FilePreview } from "./file/FilePreview.tsx";
import { firstOf, matching, placesOf } from "./place.ts";
import { Place } from "./Place.tsx";
import { ServerForm, useServer } from "./ServerForm.tsx";

/** Places that are shown unasked: whoever has more searches. */
const PLACES_MAX = 50;

const COMMAND = "./onthaal catalog apply catalogue.yaml";

/** Every place where people can rate, and what to put there. */
export function PlacesPage({ route, catalogue, go }: PageProps) {
  const { words: common } = useSpeech();
  const words = useSetupWords();
  const file = useFileWords();
  const [server, keep] = useServer();
  const [text, setText] = useState(route.chosen.get("find") ?? "");
  const [isWhole, setWhole] = useState(false);
  const found = matching(catalogue.administrations, route.chosen.get("find") ?? "");
  const count = placesOf(found).length;
  const seen = isWhole ? found : firstOf(found, PLACES_MAX);
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    go(changed(route, { find: text }));
  };
  const [before, after] = words.changing.split("{command}");
  return (
    <>
      <h1>{common.pages.setup}</h1>
      <p>{words.intro}</p>
      <p class="dim">{before}<code>{COMMAND}</code>{after}</p>
      <p><a href="#file">{file.title}</a></p>
      <ServerForm server={server} keep={keep} />
      <form class="period" role="search" onSubmit={find}>
        <label>{words.find} <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
        <button type="submit">{common.period.show}</button>
      </form>
      {catalogue.administrations.length === 0
        ? <p class="card">{words.empty}</p>
        : <p role="status" class="dim">{found.length === 0 ? words.nothingFound : fill(words.found, { n: count })}</p>}
      {seen.map((administration) => <Body key={administration.code} administration={administration} server={server} />)}
      {placesOf(seen).length < count && <p><button type="button" onClick={() => setWhole(true)}>{fill(words.all, { n: count })}</button></p>}
      <FilePreview catalogue={catalogue} />
    </>
  );
}

function Body({ administration, server }: { readonly administration: Administration; readonly server: string }) {
  const { language } = useSpeech();
  return (
    <section>
      <h2>{nameOf(administration.names, language, administration.code)}</h2>
      {administration.services.map((service) => <Places key={service.code} service={service} server={server} />)}
    </section>
  );
}

function Places({ service, server }: { readonly service: Service; readonly server: string }) {
  const { language } = useSpeech();
  const words = useSetupWords();
  return (
    <div class="card">
      <h3>{nameOf(service.names, language, service.code)}</h3>
      {service.touchpoints.length === 0 && <p class="dim">{words.noPlaces}</p>}
      {service.touchpoints.map((touchpoint) => <Place key={touchpoint.key} touchpoint={touchpoint} server={server} />)}
    </div>
  );
}
