/** Reads aloud with a voice that is on the device: one of elsewhere would need a network, and would tell somebody what is said. */
export class Speech {
  constructor(private readonly engine: SpeechSynthesis | undefined = globalThis.speechSynthesis) {}

  /** Whether there is such a voice; browsers learn of their voices some time after they start. */
  speaks(language: string): boolean {
    return !!this.#voice(language);
  }

  /** @param work what to do when other voices are there */
  onVoices(work: () => void): void {
    this.engine?.addEventListener?.("voiceschanged", work);
  }

  /** Says these sentences instead of whatever was being said. */
  say(sentences: string[], language: string): void {
    const voice = this.#voice(language);
    this.stop();
    if (voice) {
      for (const sentence of sentences) {
        const utterance = new SpeechSynthesisUtterance(sentence);
        utterance.voice = voice;
        utterance.lang = voice.lang;
        this.engine!.speak(utterance);
      }
    }
  }

  stop(): void {
    this.engine?.cancel();
  }

  #voice(language: string): SpeechSynthesisVoice | undefined {
    const isOf = ({ lang }: SpeechSynthesisVoice) => lang.toLowerCase().replace("_", "-").split("-")[0] === language;
    return this.engine?.getVoices().find((voice) => voice.localService && isOf(voice));
  }
}
