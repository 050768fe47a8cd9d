/** About what a server needs to be restarted. */
export const RETRY_MILLIS_MIN = 5_000;
export const RETRY_MILLIS_MAX = 300_000;

/** How long to wait after so many failures: at random, so that the kiosks of a whole town do not come back at the same moment. */
export function backoffMillis(failures: number, askedMillis = 0, random = Math.random()): number {
  const millis = Math.min(RETRY_MILLIS_MAX, RETRY_MILLIS_MIN * 2 ** Math.max(0, failures - 1));
  return Math.max(askedMillis, millis / 2) * (1 + random);
}
