import { Speech } from "../../src/kiosk/speech.ts";
import { same } from "../checks.ts";

/** A browser with these voices, and what it said. */
function browser(...voices: { lang: string; localService: boolean }[]) {
  const said: string[] = [];
  class Utterance {
    voice: unknown;
    lang = "";
    constructor(readonly text: string) {}
  }
  Object.defineProperty(globalThis, "SpeechSynthesisUtterance", { value: Utterance, configurable: true });
  const engine = {
    getVoices: () => voices,
    speak: ({ text, lang }: Utterance) => said.push(`${lang} ${text}`),
    cancel: () => said.push("-"),
  };
  return { said, speech: new Speech(engine as unknown as SpeechSynthesis) };
}

Deno.test("it speaks with a voice of the device only, in the language that is asked for", () => {
  const { said, speech } = browser(
    { lang: "fr-FR", localService: false },
    { lang: "fr_BE", localService: true },
    { lang: "nl-NL", localService: false },
  );

  same([speech.speaks("fr"), speech.speaks("nl"), speech.speaks("de")], [true, false, false]);
  speech.say(["Bonjour.", "Merci."], "fr");
  speech.say(["Dag."], "nl");
  same(said, ["-", "fr_BE Bonjour.", "fr_BE Merci.", "-"]);
});

Deno.test("without any voice nothing happens", () => {
  const speech = new Speech(undefined);

  speech.say(["Hello."], "en");
  same(speech.speaks("en"), false);
});
