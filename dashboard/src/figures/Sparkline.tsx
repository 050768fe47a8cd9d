/** A course in the size of a word: where there was nothing the line is broken. Seen only; the table beside it has the numbers. */
export function Sparkline({ values }: { readonly values: readonly (number | undefined)[] }) {
  const known = values.filter((value): value is number => value !== undefined);
  if (known.length < 2) return <span class="dim">–</span>;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const x = (place: number) => (place / Math.max(values.length - 1, 1)) * 96 + 2;
  const y = (value: number) => (high === low ? 12 : 21 - ((value - low) / (high - low)) * 18);
  return (
    <svg class="sparkline" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <path d={line(values, x, y)} />
    </svg>
  );
}

/** An SVG path through the points that are known. */
export function line(values: readonly (number | undefined)[], x: (place: number) => number, y: (value: number) => number): string {
  let path = "";
  let open = false;
  values.forEach((value, place) => {
    if (value === undefined) {
      open = false;
      return;
    }
    path += `${open ? "L" : "M"}${x(place).toFixed(1)} ${y(value).toFixed(1)}`;
    open = true;
  });
  return path;
}
