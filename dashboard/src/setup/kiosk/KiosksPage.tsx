import { useEffect } from "preact/hooks";
import type { Catalogue } from "../../contract.ts";
import { type Column, Table } from "../../figures/Table.tsx";
import { Answered } from "../../frame/Answered.tsx";
import type { PageProps } from "../../frame/App.tsx";
import { useAnswer } from "../../frame/useAnswer.ts";
import { momentName, nameOf, useSpeech } from "../../i18n/index.ts";
import { useKioskWords } from "../../i18n/kiosk/index.ts";
import { useSetupWords } from "../../i18n/setup/index.ts";
import { hrefOf } from "../../route.ts";
import { placesOf } from "../place.ts";
import { useServer } from "../ServerForm.tsx";
import { sorted } from "./condition.ts";
import type { Device, Devices } from "./contract.ts";
import { KioskPage } from "./KioskPage.tsx";
import { PairingForm } from "./PairingForm.tsx";
import { Remarks, zoneOf } from "./Remarks.tsx";

/** As often as kiosks tell how they are, about twice. */
const AGAIN_MILLIS = 30_000;

/** Kiosks: how they are, and one more of them; or one of them. */
export function KiosksPage({ route, catalogue }: PageProps) {
  const answer = useAnswer<Devices>("/v1/devices");
  const { again } = answer;
  useEffect(() => {
    const asking = setInterval(again, AGAIN_MILLIS);
    return () => clearInterval(asking);
  }, [again]);
  const id = route.rest[1];
  const { parts } = useSetupWords();
  return (
    <div class="steady">
      {id === undefined && <h1>{parts.kiosks}</h1>}
      <Answered answer={answer}>
        {({ devices }) =>
          id === undefined
            ? <All devices={devices} catalogue={catalogue} look={again} />
            : <KioskPage key={id} device={devices.find((each) => each.id === id)} catalogue={catalogue} look={again} />}
      </Answered>
    </div>
  );
}

interface AllProps {
  readonly devices: readonly Device[];
  readonly catalogue: Catalogue;
  readonly look: () => void;
}

function All({ devices, catalogue, look }: AllProps) {
  const words = useKioskWords();
  const [server] = useServer();
  const page = `${server}/kiosk/`;
  return (
    <>
      <p>{words.intro} <a href={page} target="_blank" rel="noreferrer">{page}</a></p>
      <PairingForm catalogue={catalogue} page={page} devices={devices} look={look} />
      {devices.length === 0 ? <p class="card">{words.none}</p> : <List devices={devices} catalogue={catalogue} />}
    </>
  );
}

function List({ devices, catalogue }: Pick<AllProps, "devices" | "catalogue">) {
  const words = useKioskWords();
  const speech = useSpeech();
  const { parts } = useSetupWords();
  const places = new Map(placesOf(catalogue.administrations).map(({ key, names }) => [key, nameOf(names, speech.language, key)]));
  const whole = (n: number | undefined) => n === undefined ? "–" : speech.numbers.whole.format(n);
  const columns: readonly Column<Device>[] = [
    { key: "name", title: words.column.name, cell: ({ id, settings }) => <a href={hrefOf("setup", ["kiosks", id])}>{settings.name}</a> },
    { key: "place", title: words.column.place, cell: ({ settings }) => places.get(settings.touchpoint) ?? settings.touchpoint },
    { key: "state", title: words.column.state, cell: (device) => <Remarks device={device} catalogue={catalogue} /> },
    { key: "heard", title: words.column.heard, cell: (device) => device.heardAt ? momentName(device.heardAt, zoneOf(device, catalogue), speech) : "–" },
    { key: "presses", title: words.column.presses, number: true, cell: ({ heartbeat }) => whole(heartbeat?.presses) },
    { key: "waiting", title: words.column.waiting, number: true, cell: ({ heartbeat }) => whole(heartbeat?.pending) },
  ];
  return <Table caption={parts.kiosks} hideCaption columns={columns} rows={sorted(devices, Date.now())} keyOf={({ id }) => id} />;
}
