/** A claim that does not hold. */
export class BrokenError extends Error {
  override readonly name = "BrokenError";
}

/** Fails unless both are the same value, or have the same parts. */
export function same(actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new BrokenError(`is ${is}, expected ${should}`);
}

/** Fails unless a number is near enough. */
export function near(actual: number | undefined, expected: number, tolerance: number): void {
  if (actual === undefined || !(Math.abs(actual - expected) <= tolerance)) {
    throw new BrokenError(`is ${actual}, expected ${expected} ± ${tolerance}`);
  }
}
