import { useState } from "preact/hooks";
import { type Sending, useSending } from "../../frame/Field.tsx";
import { gathered, UnreadableHours, type Wanted, wantedOf } from "./settings.ts";

/** A form about a kiosk: how it is sent, and what is wrong with it. */
export interface SettingsForm {
  readonly sending: Sending;
  readonly unreadable: readonly number[];
  /** Sends what is filled in, unless it cannot be read. */
  readonly submit: (event: SubmitEvent, version: number, send: (wanted: Wanted) => Promise<void>) => void;
}

/** Sends a form about a kiosk. */
export function useSettingsForm(): SettingsForm {
  const sending = useSending();
  const [unreadable, setUnreadable] = useState<readonly number[]>([]);
  const submit = (event: SubmitEvent, version: number, send: (wanted: Wanted) => Promise<void>) => {
    event.preventDefault();
    let wanted: Wanted;
    try {
      wanted = wantedOf(new FormData(event.currentTarget as HTMLFormElement), version);
    } catch (error) {
      if (!(error instanceof UnreadableHours)) throw error;
      setUnreadable(error.days);
      return;
    }
    setUnreadable([]);
    sending.send(() => send(wanted));
  };
  return { sending: { ...sending, problems: gathered(sending.problems) }, unreadable, submit };
}

/** Fields that say themselves what is wrong with them. */
export const FIELDS = ["name", "touchpoint", "staffPin", "openingHours", "languages", "theme", "coolDown", "idle", ...["fr", "nl", "de", "en"].map((code) => `headings.${code}`)]
  .map((name) => `settings.${name}`);
