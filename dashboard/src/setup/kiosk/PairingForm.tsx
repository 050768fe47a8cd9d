import { useEffect, useState } from "preact/hooks";
import type { Catalogue } from "../../contract.ts";
import { change } from "../../door.ts";
import { Outcome } from "../../frame/Field.tsx";
import { fill, momentName, useSpeech } from "../../i18n/index.ts";
import { useKioskWords } from "../../i18n/kiosk/index.ts";
import type { Device, Pairing } from "./contract.ts";
import { SettingsFields } from "./SettingsFields.tsx";
import type { Wanted } from "./settings.ts";
import { FIELDS, useSettingsForm } from "./useSettingsForm.ts";

/** How often it is asked whether the kiosk came. */
const LOOK_MILLIS = 2_000;

/** What a form for pairing needs. */
export interface PairingFormProps {
  readonly catalogue: Catalogue;
  /** The address of the kiosks' page. */
  readonly page: string;
  readonly devices: readonly Device[];
  /** Asks for the kiosks anew. */
  readonly look: () => void;
}

interface Made extends Pairing {
  readonly wanted: Wanted;
  /** Kiosks that were there before. */
  readonly known: ReadonlySet<string>;
}

/** Makes a code for one more kiosk, and tells when it came. */
export function PairingForm({ catalogue, page, devices, look }: PairingFormProps) {
  const words = useKioskWords();
  const { sending, unreadable, submit } = useSettingsForm();
  const [made, setMade] = useState<Made>();
  const make = (event: SubmitEvent) =>
    submit(event, 0, async (wanted) => {
      const pairing = await change<Pairing>("POST", "/v1/devices:createPairing", { settings: wanted });
      setMade({ ...pairing, wanted, known: new Set(devices.map(({ id }) => id)) });
    });
  return (
    <>
      <details class="card act">
        <summary>{words.connect}</summary>
        <form onSubmit={make} noValidate>
          <SettingsFields catalogue={catalogue} first={undefined} administration={undefined} problems={sending.problems} unreadable={unreadable} />
          <Outcome sending={sending} fields={FIELDS} done="" />
          <button type="submit" class="main" disabled={sending.isSending}>{words.make}</button>
        </form>
      </details>
      {made && <Code key={made.code} made={made} catalogue={catalogue} page={page} devices={devices} look={look} />}
    </>
  );
}

function Code({ made, catalogue, page, devices, look }: PairingFormProps & { readonly made: Made }) {
  const speech = useSpeech();
  const words = useKioskWords();
  const [isOver, setOver] = useState(false);
  const came = devices.find(({ id, settings }) =>
    !made.known.has(id) && settings.name === made.wanted.name && settings.touchpoint === made.wanted.touchpoint
  );
  const isAwaited = !came && !isOver;
  useEffect(() => {
    if (!isAwaited) return;
    const looking = setInterval(() => {
      look();
      setOver(Date.now() > Date.parse(made.expiresAt));
    }, LOOK_MILLIS);
    return () => clearInterval(looking);
  }, [isAwaited, look]);
  const [before, after] = words.steps.open.split("{page}");
  const zone = catalogue.administrations.find(({ services }) => services.some(({ touchpoints }) => touchpoints.some(({ key }) => key === made.wanted.touchpoint)))?.zone;
  return (
    <section class={came ? "card good" : isOver ? "card warning" : "card info"} aria-labelledby="code">
      <h2 id="code">{fill(words.code, { name: made.wanted.name })}</h2>
      {isAwaited && (
        <>
          <p class="code">{made.code}</p>
          <ol>
            <li>{before}<a href={page} target="_blank" rel="noreferrer">{page}</a>{after} <span class="dim">{words.secure}</span></li>
            <li>{fill(words.steps.type, { time: momentName(made.expiresAt, zone ?? "Europe/Brussels", speech) })}</li>
          </ol>
        </>
      )}
      <p role="status">{came ? fill(words.connected, { name: made.wanted.name }) : isOver ? words.expired : words.awaited}</p>
    </section>
  );
}
