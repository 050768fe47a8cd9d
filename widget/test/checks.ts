// What the tests share: claims without a library, so that nothing is fetched.

declare global {
  /** The part of the runner that the tests use; its whole type would hide that the element may only use what browsers have. */
  namespace Deno {
    function test(name: string, work: () => void | Promise<void>): void;
  }
}

/** Throws unless both are the same, compared as JSON. */
export function same(found: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) {
    throw new Error(`found    ${left}\nexpected ${right}`);
  }
}

/** Throws unless it holds. */
export function holds(claim: boolean, what: string): void {
  if (!claim) {
    throw new Error(`does not hold: ${what}`);
  }
}
