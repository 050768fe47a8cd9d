import { answersOf, ratingId } from "../submission.ts";
import { type Checked, type Question } from "../survey.ts";
import type { Clock } from "./clock.ts";
import { coolDownMillis, idleMillis, type KioskSurvey, type Orders } from "./contract.ts";
import type { CoolDown } from "./cool-down.ts";
import { spokenBy, wordsOf } from "./i18n/index.ts";
import { IdleTimer } from "./idle.ts";
import { commandOf, digitOf, keyed, Typing } from "./keys.ts";
import type { Press, Queue } from "./queue.ts";
import { nextReason } from "./reasons.ts";
import { chosenSentence, sentencesOf } from "./read-aloud.ts";
import { thanksScreen } from "./screen/notice-screen.ts";
import { questionScreen, showChosen } from "./screen/question-screen.ts";
import type { Stage } from "./screen/stage.ts";
import type { Speech } from "./speech.ts";

/** As long as thanks take to be read. */
const THANKS_MILLIS = 2_500;
/** A second tap of the same finger falls on whatever came up below it. */
const SETTLING_MILLIS = 700;

/** What a person's answer needs around it. */
export interface Around {
  orders: Orders;
  stage: Stage;
  queue: Queue;
  coolDown: CoolDown;
  clock: Clock;
  speech: Speech;
  /** A press may be sent now. */
  kept: () => void;
  /** There was no room for a press, or for what was added to one. */
  full: (wasKept: boolean) => void;
  /** Nobody is in front of the kiosk any more. */
  free: () => void;
}

/** People in front of a kiosk, one after the other, as long as its orders stay. */
export class Person {
  #survey: KioskSurvey;
  #checked: Checked = {};
  #step: "asked" | "storing" | "reason" | "thanked" = "asked";
  #question: Question;
  #press: Press | undefined;
  #amending: Promise<void> = Promise.resolve();
  #isSpoken = false;
  #isGone = false;
  #shownAt = -Infinity;
  #thanking: ReturnType<typeof setTimeout> | undefined;
  readonly #typing = new Typing((value) => this.#choose(value));
  readonly #idle: IdleTimer;

  constructor(private readonly around: Around) {
    this.#survey = around.orders.surveys![0]!;
    this.#question = this.#survey.questions[0]!;
    this.#idle = new IdleTimer({ warn: (seconds) => around.stage.warn(seconds), end: () => this.#leave() });
  }

  /** Nobody has begun. */
  get isFree(): boolean {
    return this.#step === "asked" && !this.#isBegun();
  }

  get language(): string {
    return this.#survey.language;
  }

  /** The question, for whoever comes next. */
  begin(): void {
    const survey = this.around.orders.surveys![0]!;
    this.#survey = survey;
    this.#question = survey.questions[0]!;
    this.#checked = {};
    this.#press = undefined;
    this.#isSpoken = false;
    this.#step = "asked";
    this.#idle.stop();
    this.around.speech.stop();
    this.around.stage.say("");
    this.draw();
  }

  /** Somebody else has the screen from now on, as staff. What was pressed stays. */
  end(): void {
    this.#isGone = true;
    this.#release();
    this.#idle.stop();
    this.around.speech.stop();
    this.#typing.stop();
    clearTimeout(this.#thanking);
  }

  /** Somebody is still there. */
  touch(): void {
    if (this.#isBegun()) {
      this.#idle.touch(idleMillis(this.around.orders.settings));
    }
  }

  /** The same in another language. */
  speakIn(language: string): void {
    const survey = this.around.orders.surveys!.find((one) => one.language === language);
    if (survey && this.#step !== "thanked") {
      this.#survey = survey;
      this.#question = survey.questions.find(({ code }) => code === this.#question.code) ?? survey.questions[0]!;
      this.touch();
      this.draw();
      this.#readAloud();
    }
  }

  /** Reads aloud what is shown, and from then on whatever comes; or stops doing so. */
  toggleSpeech(): void {
    this.#isSpoken = !this.#isSpoken;
    this.around.speech.stop();
    this.touch();
    this.draw();
    this.#readAloud();
  }

  /** A key of a keyboard or of a keypad beside the screen. */
  key(event: KeyboardEvent): void {
    const keys = keyed(this.#question);
    const digit = digitOf(event);
    if (digit !== undefined && this.#typing.expects(digit, keys)) {
      event.preventDefault();
      this.touch();
      event.repeat ? this.around.coolDown.ignore() : this.#typing.type(digit, keys);
      return;
    }
    const command = event.repeat ? undefined : commandOf(event.key, keys);
    const onButton = (event.target as Element).closest?.("button");
    if (!command || (event.key === "Enter" && onButton)) {
      return;
    }
    event.preventDefault();
    this.touch();
    if (command === "language") {
      const languages = this.around.orders.surveys!.map(({ language }) => language);
      this.speakIn(languages[(languages.indexOf(this.language) + 1) % languages.length]!);
    } else if (command === "next") {
      this.#goOn();
    } else if (this.#isSpoken) {
      // Said once more: nobody who cannot see knows what was said.
      this.#readAloud();
    } else {
      this.toggleSpeech();
    }
  }

  /** A finger where nothing is to be pressed any more. */
  pressedAside(): void {
    if (this.#step === "thanked" && this.around.coolDown.remains(performance.now(), this.#coolDownMillis()) > 0) {
      this.around.coolDown.ignore();
    }
  }

  draw(): void {
    const { settings, surveys } = this.around.orders;
    const { administrationName = "", serviceName = "", language } = this.#survey;
    const isThanks = this.#step === "thanked";
    const words = wordsOf(language);
    const isAddition = this.#step === "reason";
    const question = () =>
      questionScreen(
        {
          question: this.#question,
          language,
          heading: settings.headings?.[language],
          isAddition,
          chosen: this.#checked[this.#question.code] ?? [],
          showsKeys: this.#isSpoken,
        },
        (value) => this.#choose(value),
        () => this.#goOn(),
      );
    this.around.stage.show({
      name: isThanks ? "thanks" : isAddition ? `reason ${this.#question.code}` : "asked",
      language,
      languages: surveys!.map((survey) => survey.language),
      place: [administrationName, serviceName].filter(Boolean),
      content: isThanks ? thanksScreen(this.#survey.thanks || words.thanks, words.saved, language, spokenBy(language)) : question(),
      speech: isThanks || !this.around.speech.speaks(language) ? undefined : this.#isSpoken ? "on" : "offered",
      hasStaff: !!settings.staffPin,
    });
  }

  #choose(value: string): void {
    if (this.#step === "reason") {
      this.#chooseReason(value);
    } else if (!this.around.coolDown.takes(performance.now(), this.#coolDownMillis())) {
      return;
    } else if (this.#step === "asked") {
      this.#store(value);
    }
  }

  /** First on the disk, then thanks: nobody is thanked for what may get lost. */
  async #store(value: string): Promise<void> {
    const { clock, queue, orders, coolDown, full } = this.around;
    const { version, language, touchpoint } = this.#survey;
    const now = clock.now();
    this.#step = "storing";
    this.#checked = { [this.#question.code]: [value] };
    try {
      this.#press = await queue.add({
        id: ratingId(now, crypto.getRandomValues(new Uint8Array(10))),
        ratedAt: new Date(now).toISOString(),
        touchpoint: touchpoint || orders.settings.touchpoint!,
        channel: "KIOSK",
        language,
        surveyVersion: version,
        answers: answersOf(this.#survey, this.#checked),
      });
    } catch {
      coolDown.forget();
      if (!this.#isGone) {
        full(false);
      }
      return;
    }
    if (this.#isGone) {
      this.#release();
      return;
    }
    this.#next(value);
  }

  #chooseReason(value: string): void {
    if (performance.now() - this.#shownAt < SETTLING_MILLIS) {
      this.around.coolDown.ignore();
      return;
    }
    const { code, severalAllowed } = this.#question;
    const before = this.#checked[code] ?? [];
    const without = before.filter((one) => one !== value);
    const chosen = severalAllowed ? (without.length < before.length ? without : [...before, value]) : [value];
    this.#checked = { ...this.#checked, [code]: chosen };
    this.#amend();
    this.touch();
    if (severalAllowed) {
      showChosen(document, chosen, this.language);
      this.#speak(chosen.map((one) => chosenSentence(this.#question, one, this.language)));
    } else {
      this.#next(value);
    }
  }

  /** What is added is on the disk, too, before anybody is thanked for it; one after the other. */
  #amend(): void {
    const press = this.#press!;
    press.rating = { ...press.rating, answers: answersOf(this.#survey, this.#checked) };
    const amended = { ...press };
    this.#amending = this.#amending.then(() => this.around.queue.amend(amended)).catch(() => {
      if (!this.#isGone) {
        this.around.full(true);
      }
    });
  }

  #goOn(): void {
    if (this.#step === "reason" && performance.now() - this.#shownAt >= SETTLING_MILLIS) {
      this.#next();
    }
  }

  /** The next thing to ask, or thanks. */
  async #next(chosen?: string): Promise<void> {
    const heard = chosen === undefined ? [] : [chosenSentence(this.#question, chosen, this.language)];
    await this.#amending;
    if (this.#isGone) {
      return;
    }
    const reason = nextReason(this.#survey, this.#checked, this.#question.code);
    if (reason) {
      this.#question = reason;
      this.#step = "reason";
      this.#shownAt = performance.now();
      this.touch();
      this.draw();
      this.around.stage.say(`${wordsOf(this.language).thanks} ${wordsOf(this.language).saved}`);
      this.#readAloud([...heard, wordsOf(this.language).thanks]);
    } else {
      this.#thank(heard);
    }
  }

  #thank(heard: string[]): void {
    this.#step = "thanked";
    this.#idle.stop();
    this.#release();
    this.draw();
    const { thanks, saved } = wordsOf(this.language);
    this.around.stage.say(`${this.#survey.thanks || thanks} ${saved}`);
    this.#speak([...heard, thanks, saved]);
    const remains = this.around.coolDown.remains(performance.now(), this.#coolDownMillis());
    this.#thanking = setTimeout(() => this.#leave(), Math.max(THANKS_MILLIS, remains));
  }

  #leave(): void {
    this.#release();
    this.begin();
    this.around.free();
  }

  #release(): void {
    const press = this.#press;
    if (press) {
      this.#press = undefined;
      this.#amending.then(() => {
        this.around.queue.release(press);
        this.around.kept();
      });
    }
  }

  #isBegun(): boolean {
    return this.#step === "reason" ||
      (this.#step === "asked" && (this.#isSpoken || this.language !== this.around.orders.surveys![0]!.language));
  }

  #coolDownMillis(): number {
    return coolDownMillis(this.around.orders.settings);
  }

  #speak(sentences: string[]): void {
    if (this.#isSpoken) {
      this.around.speech.say(sentences, this.language);
    }
  }

  #readAloud(first: string[] = []): void {
    this.#speak([...first, ...sentencesOf(this.#question, this.language, this.#step === "reason")]);
  }
}
