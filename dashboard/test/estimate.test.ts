import { added, changeOf, difference, estimateOf, wilson } from "../src/figures/estimate.ts";
import { near, same } from "./claims.ts";
import { reference } from "./reference.ts";

Deno.test("Wilson intervals are those of the worked examples", () => {
  const examples = reference("proportion_ci.csv").filter(({ method, conf }) => method === "wilson" && conf === "0.95");
  for (const { x, n, lower, upper, tol } of examples) {
    const { low, high } = wilson(Number(x), Number(n));
    near(low, 100 * Number(lower), 100 * Number(tol));
    near(high, 100 * Number(upper), 100 * Number(tol));
  }
  same(examples.length > 3, true);
});

Deno.test("differences have the Newcombe intervals of the worked examples", () => {
  const examples = reference("difference_ci.csv").filter(({ method, conf }) => method === "newcombe" && conf === "0.95");
  for (const { x1, n1, x2, n2, lower, upper, tol } of examples) {
    const { low, high } = difference(wilson(Number(x1), Number(n1)), wilson(Number(x2), Number(n2)));
    near(low, 100 * Number(lower), 100 * Number(tol));
    near(high, 100 * Number(upper), 100 * Number(tol));
  }
  same(examples.length > 3, true);
});

Deno.test("NPS and its interval are those of the worked examples", () => {
  const examples = reference("nps.csv");
  for (const example of examples) {
    const counts = Array.from({ length: 11 }, (_, score) => Number(example[`n${score}`]));
    const estimate = estimateOf("NPS", counts);
    near(estimate?.value, Number(example["nps"]), 1e-8);
    near(estimate?.low, Number(example["adj_lo"]), 1e-8);
    near(estimate?.high, Number(example["adj_hi"]), 1e-8);
  }
  same(examples.length > 3, true);
});

Deno.test("each metric counts its own favourable scores", () => {
  near(estimateOf("CSAT", [1, 1, 1, 1, 1])?.value, 40, 1e-9);
  near(estimateOf("CES", [1, 1, 1, 1, 1, 1, 1])?.value, 300 / 7, 1e-9);
  near(estimateOf("THUMBS", [1, 3])?.value, 75, 1e-9);
  same(estimateOf("CSAT", [0, 0, 0, 0, 0]), undefined);
});

Deno.test("a difference whose interval holds zero has no direction", () => {
  same(changeOf({ low: -0.1, high: 4 }), "none");
  same(changeOf({ low: 0, high: 4 }), "none");
  same(changeOf({ low: 0.1, high: 4 }), "better");
  same(changeOf({ low: -4, high: -0.1 }), "worse");
});

Deno.test("counts are added point by point", () => {
  same(added([[1, 2, 3], [10, 20, 30]]), [11, 22, 33]);
  same(added([]), []);
});
