import { useState } from "preact/hooks";
import type { Channel } from "../../contract.ts";
import { Table } from "../../figures/Table.tsx";
import { useFileWords } from "../../i18n/file/index.ts";
import { dayName, fill, languageName, useSpeech } from "../../i18n/index.ts";
import { commandOf, zones } from "./command.ts";
import type { Mistake } from "./lines.ts";
import type { Lacking } from "./places.ts";
import type { BadLine, Preview } from "./preview.ts";

/** Names of a kind that are told; a file may name thousands. */
const NAMES_MAX = 20;

/** Everything that is known of a file, and how it is added. */
export function PreviewResult({ name, preview }: { readonly name: string; readonly preview: Preview }) {
  const words = useFileWords();
  const { numbers, language } = useSpeech();
  const { dontKnow, repeated, first, last } = preview;
  const day = (time: number) => dayName(new Date(time).toISOString(), language);
  return (
    <>
      <p>
        {first !== undefined && last !== undefined && fill(words.period, { first: day(first), last: day(last) })}{" "}
        {dontKnow > 0 && fill(words.dontKnow, { n: numbers.whole.format(dontKnow) })}{" "}
        {repeated > 0 && fill(words.repeated, { n: numbers.whole.format(repeated) })}
      </p>
      <Counts preview={preview} />
      <Missing lacking={preview.lacking} />
      {preview.bad > 0 && <Mistakes told={preview.told} n={preview.bad} />}
      {preview.good > 0 && <Command name={name} lacking={preview.lacking} />}
    </>
  );
}

function Counts({ preview }: { readonly preview: Preview }) {
  const speech = useSpeech();
  const words = useFileWords();
  const { numbers } = speech;
  const named = {
    administrations: (code: string) => code,
    services: (code: string) => code,
    channels: (code: string) => speech.words.channel[code as Channel],
    languages: (code: string) => code === "" || /^[a-z]{2,3}$/.test(code) ? languageName(code, speech) : code,
  };
  return (
    <div class="cards">
      {(["administrations", "services", "channels", "languages"] as const).map((kind) => {
        const rows = [...preview[kind]].sort((one, other) => other[1] - one[1]);
        return rows.length > 0 && (
          <div key={kind}>
            <Table
              caption={words.by[kind]}
              columns={[
                { key: "name", title: words.by[kind], cell: ([code]) => named[kind](code) },
                { key: "n", title: words.lines, number: true, cell: ([, n]) => numbers.whole.format(n) },
              ]}
              rows={rows.slice(0, NAMES_MAX)}
              keyOf={([code]) => code}
            />
            {rows.length > NAMES_MAX && <p class="dim">{fill(words.andMore, { n: numbers.whole.format(rows.length - NAMES_MAX) })}</p>}
          </div>
        );
      })}
    </div>
  );
}

function Missing({ lacking }: { readonly lacking: Lacking }) {
  const words = useFileWords();
  const { numbers } = useSpeech();
  const kinds = (["administrations", "services", "places"] as const).filter((kind) => lacking[kind].length > 0);
  return (
    <>
      <h3>{words.lacking}</h3>
      {kinds.length === 0 && <p>{words.lacksNothing}</p>}
      {kinds.map((kind) => (
        <details key={kind}>
          <summary>{fill(words.lacks[kind], { n: numbers.whole.format(lacking[kind].length) })}</summary>
          <ul>
            {lacking[kind].slice(0, NAMES_MAX).map((name) => <li key={name}>{name}</li>)}
            {lacking[kind].length > NAMES_MAX && (
              <li class="dim">{fill(words.andMore, { n: numbers.whole.format(lacking[kind].length - NAMES_MAX) })}</li>
            )}
          </ul>
        </details>
      ))}
    </>
  );
}

function Mistakes({ told, n }: { readonly told: readonly BadLine[]; readonly n: number }) {
  const words = useFileWords();
  const { numbers, words: { colon } } = useSpeech();
  const said = ({ field, reason, expected }: Mistake) => {
    const what = expected === "" ? reason : fill(words.expected, { reason, expected });
    return field === "" ? what : `${field}${colon}${what}`;
  };
  return (
    <>
      <h3>{words.mistakes}</h3>
      {n > told.length && (
        <p class="dim">{fill(words.mistakesTold, { told: numbers.whole.format(told.length), n: numbers.whole.format(n) })}</p>
      )}
      <Table
        caption={words.mistakes}
        hideCaption
        columns={[
          { key: "record", title: words.record, number: true, cell: ({ number }) => numbers.whole.format(number) },
          { key: "line", title: words.line, number: true, cell: ({ line }) => numbers.whole.format(line) },
          { key: "mistake", title: words.mistake, cell: ({ mistakes }) => <ul class="plain" lang="en">{mistakes.map((each) => <li key={each.field}>{said(each)}</li>)}</ul> },
        ]}
        rows={told}
        keyOf={({ number }) => String(number)}
      />
    </>
  );
}

function Command({ name, lacking }: { readonly name: string; readonly lacking: Lacking }) {
  const words = useFileWords();
  const [zone, setZone] = useState("Europe/Brussels");
  const [copied, setCopied] = useState(false);
  const command = commandOf(name, lacking, zone);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
  };
  return (
    <>
      <h3>{words.command}</h3>
      {lacking.administrations.length > 0 && (
        <p>
          <label class="labelled">
            {words.zone}
            <select value={zone} onChange={(event) => setZone(event.currentTarget.value)}>
              {zones().map((each) => <option key={each} value={each}>{each}</option>)}
            </select>
          </label>
        </p>
      )}
      <p>{words.commandHint}</p>
      <pre tabIndex={0}>{command}</pre>
      <p class="buttons">
        <button type="button" onClick={copy}>{words.copy}</button> <span role="status" class="better">{copied ? words.copied : ""}</span>
      </p>
      <p class="dim">{words.unknowable}</p>
    </>
  );
}
