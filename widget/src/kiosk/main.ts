import { Clock } from "./clock.ts";
import { CoolDown } from "./cool-down.ts";
import { Database } from "./database.ts";
import { keepAwake, keepInside, onlyHere } from "./guard.ts";
import { wordsOf } from "./i18n/index.ts";
import { primaryLanguage } from "../i18n/index.ts";
import { Kiosk } from "./kiosk.ts";
import { keptDevice, keptOrders, lastHeard, Link } from "./link.ts";
import { Queue } from "./queue.ts";
import { noticeScreen } from "./screen/notice-screen.ts";
import { Speech } from "./speech.ts";
import { type Updates, updates } from "./update.ts";

async function start(root: HTMLElement): Promise<void> {
  const words = wordsOf(primaryLanguage(navigator.language));
  const main = root.querySelector("main")!;
  const tell = (sentence: string, ...more: string[]) =>
    main.replaceChildren(...noticeScreen(sentence, more, document.documentElement.lang));
  keepInside();
  keepAwake();
  await onlyHere(() => tell(words.elsewhere));
  const database = await Database.open().catch(() => undefined);
  if (!database) {
    // Nothing can be kept here, so nothing is asked.
    tell(words.full, words.tellStaff);
    return;
  }
  await navigator.storage?.persist?.().catch(() => false);
  const clock = new Clock();
  clock.startFrom(await lastHeard(database) ?? 0);
  const queue = await Queue.of(database);
  const coolDown = new CoolDown(await database.value<number>("ignored"));
  const orders = await keptOrders(database);
  let versions: Updates | undefined;
  const kiosk = new Kiosk(root, { database, queue, clock, coolDown, speech: new Speech(), orders }, () => versions?.mayHappen());
  const link = new Link({ database, queue, clock, coolDown, device: await keptDevice(database) }, () => kiosk.changed());
  kiosk.link = link;
  kiosk.run();
  link.sender.sendNow();
  // A hint and no more: networks come back without it, and it comes without a network.
  addEventListener("online", () => link.sender.sendNow());
  versions = await updates(() => kiosk.isFree).catch(() => undefined);
}

start(document.body);
