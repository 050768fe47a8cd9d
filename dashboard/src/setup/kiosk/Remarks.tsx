import type { Catalogue } from "../../contract.ts";
import { useSpeech } from "../../i18n/index.ts";
import { useKioskWords } from "../../i18n/kiosk/index.ts";
import { type Grade, gradeOf, remarksOf } from "./condition.ts";
import type { Device } from "./contract.ts";
import { sentenceOf } from "./told.ts";

const CLASSES: Readonly<Record<Grade, string>> = { bad: "mark critical", warning: "mark warning", good: "", over: "dim" };

/** Everything that there is to say of a kiosk, the worst first. */
export function Remarks({ device, catalogue }: { readonly device: Device; readonly catalogue: Catalogue }) {
  const speech = useSpeech();
  const words = useKioskWords();
  const zone = zoneOf(device, catalogue);
  return (
    <ul class="plain">
      {remarksOf(device, Date.now()).map((remark) => (
        <li key={remark.is} class={CLASSES[gradeOf(remark)]}>{sentenceOf(remark, zone, words, speech)}</li>
      ))}
    </ul>
  );
}

/** The zone of the clock where a kiosk stands. */
export function zoneOf({ administration }: Device, { administrations }: Catalogue): string {
  return administrations.find(({ code }) => code === administration)?.zone ?? "Europe/Brussels";
}
