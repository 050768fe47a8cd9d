import { useState } from "preact/hooks";
import type { Catalogue } from "../../contract.ts";
import { change } from "../../door.ts";
import { Outcome, useSending } from "../../frame/Field.tsx";
import { fill, momentName, nameOf, type Speech, useSpeech } from "../../i18n/index.ts";
import { type KioskWords, useKioskWords } from "../../i18n/kiosk/index.ts";
import { hrefOf } from "../../route.ts";
import { placesOf } from "../place.ts";
import { secondsOf } from "./condition.ts";
import type { Device } from "./contract.ts";
import { Remarks, zoneOf } from "./Remarks.tsx";
import { SettingsFields } from "./SettingsFields.tsx";
import { lengthName, percentName } from "./told.ts";
import { FIELDS, useSettingsForm } from "./useSettingsForm.ts";

const KIB_PER_MIB = 1_024;

/** What the page of one kiosk needs. */
export interface KioskPageProps {
  /** Undefined where the address names none. */
  readonly device: Device | undefined;
  readonly catalogue: Catalogue;
  readonly look: () => void;
}

/** One kiosk: what it said of itself, what it is to do, and its end. */
export function KioskPage({ device, catalogue, look }: KioskPageProps) {
  const words = useKioskWords();
  return (
    <>
      <p><a href={hrefOf("setup", ["kiosks"])}>← {words.back}</a></p>
      <h1>{device?.settings.name ?? words.unknown}</h1>
      {device && (
        <>
          <Remarks device={device} catalogue={catalogue} />
          <Facts device={device} catalogue={catalogue} />
          {device.revokedAt === undefined && (
            <>
              <Change device={device} catalogue={catalogue} look={look} />
              <Revoke device={device} look={look} />
            </>
          )}
        </>
      )}
    </>
  );
}

function Facts({ device, catalogue }: Omit<KioskPageProps, "look"> & { readonly device: Device }) {
  const speech = useSpeech();
  const words = useKioskWords();
  const zone = zoneOf(device, catalogue);
  const body = catalogue.administrations.find(({ code }) => code === device.administration);
  const place = placesOf(catalogue.administrations).find(({ key }) => key === device.settings.touchpoint);
  const facts = [
    [words.column.place, nameOf(place?.names, speech.language, device.settings.touchpoint)],
    [words.fact.administration, nameOf(body?.names, speech.language, device.administration)],
    [words.fact.paired, momentName(device.pairedAt, zone, speech)],
    ...device.heardAt ? [[words.column.heard, momentName(device.heardAt, zone, speech)]] : [],
    ...saidOf(device, words, speech),
  ] as const;
  return <dl class="facts card">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

/** What it said of itself; only what it knows. */
function saidOf({ heartbeat, clockSkew }: Device, { column, fact }: KioskWords, speech: Speech): readonly (readonly [string, string])[] {
  if (!heartbeat) return [];
  const { batteryPercent, batteryCharging, storageUsedKib, storageQuotaKib } = heartbeat;
  const whole = (n: number) => speech.numbers.whole.format(n);
  const mib = (kib: number) => `${speech.numbers.one.format(kib / KIB_PER_MIB)} MiB`;
  const percent = batteryPercent === undefined ? "" : percentName(batteryPercent, speech);
  const skew = secondsOf(clockSkew);
  const clock = Math.abs(skew) < 1 ? fact.exact : fill(skew > 0 ? fact.ahead : fact.behind, { length: lengthName(Math.abs(skew), speech) });
  return [
    [column.presses, whole(heartbeat.presses)],
    [column.waiting, whole(heartbeat.pending)],
    [fact.ignored, whole(heartbeat.ignoredPresses)],
    [fact.clock, clock],
    ...percent ? [[fact.battery, batteryCharging ? fill(fact.charging, { percent }) : percent] as const] : [],
    ...storageUsedKib !== undefined && storageQuotaKib !== undefined
      ? [[fact.storage, fill(fact.storageOf, { used: mib(storageUsedKib), quota: mib(storageQuotaKib) })] as const]
      : [],
    [fact.version, heartbeat.appVersion],
  ];
}

function Change({ device, catalogue, look }: KioskPageProps & { readonly device: Device }) {
  const words = useKioskWords();
  const { sending, unreadable, submit } = useSettingsForm();
  // What the form began with: who changed it meanwhile is not overwritten.
  const [settings, setSettings] = useState(device.settings);
  const save = (event: SubmitEvent) =>
    submit(event, settings.version, async (wanted) => {
      const changed = await change<{ readonly device: Device }>("POST", `/v1/devices/${device.id}:change`, { settings: wanted });
      setSettings(changed.device.settings);
      look();
    });
  return (
    <details class="card act">
      <summary>{words.change}</summary>
      <form onSubmit={save} noValidate>
        <SettingsFields catalogue={catalogue} first={settings} administration={device.administration} problems={sending.problems} unreadable={unreadable} />
        <Outcome sending={sending} fields={FIELDS} done={words.saved} told={{ DEVICE_CHANGED: words.changedMeanwhile }} />
        <button type="submit" class="main" disabled={sending.isSending}>{words.save}</button>
      </form>
    </details>
  );
}

function Revoke({ device, look }: { readonly device: Device; readonly look: () => void }) {
  const words = useKioskWords();
  const sending = useSending();
  const revoke = () =>
    sending.send(async () => {
      await change("POST", `/v1/devices/${device.id}:revoke`, {});
      look();
    });
  return (
    <details class="card act">
      <summary>{words.revoke}</summary>
      <p>{words.revokeHint}</p>
      <Outcome sending={sending} fields={[]} done={words.revoked} />
      <button type="button" class="main" disabled={sending.isSending} onClick={revoke}>{words.revoke}</button>
    </details>
  );
}
