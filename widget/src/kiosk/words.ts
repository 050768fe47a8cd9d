/** Every text of a kiosk that no survey brings. */
export interface KioskWords {
  title: string;
  language: string;
  start: string;
  elsewhere: string;

  pairTitle: string;
  pairHint: string;
  pairCode: string;
  pair: string;
  pairing: string;
  pairShort: string;
  pairRefused: string;
  unreachable: string;
  tooMany: string;
  erase: string;

  saved: string;
  several: string;
  done: string;
  skip: string;
  thanks: string;
  stillThere: string;
  startsAnew: (seconds: number) => string;
  stay: string;

  closed: string;
  opensAt: (day: string, time: string) => string;
  full: string;
  notKept: string;
  partKept: string;
  unused: string;
  tellStaff: string;

  listen: string;
  silence: string;
  pressFor: (digits: string, label: string) => string;
  pressToGoOn: string;
  chosen: (label: string) => string;

  staff: string;
  pinTitle: string;
  pin: string;
  pinWrong: string;
  pinWait: (seconds: number) => string;
  back: string;
  ok: string;

  state: string;
  name: string;
  touchpoint: string;
  pending: string;
  oldest: string;
  refused: string;
  refusal: string;
  contact: string;
  never: string;
  skew: string;
  ahead: (duration: string) => string;
  behind: (duration: string) => string;
  exact: string;
  presses: string;
  ignored: string;
  version: string;
  storage: string;
  persistent: string;
  notPersistent: string;
  keyRefused: string;
  sendNow: string;
  sending: string;
  sent: string;
  notSent: string;
  leave: string;
  left: string;
  resume: string;
  unpair: string;
  unpairSure: (pending: number) => string;
  pairAnew: string;
}
