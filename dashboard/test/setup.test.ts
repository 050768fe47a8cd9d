import { firstOf, matching, originOf, placesOf, posterOf, snippetOf } from "../src/setup/place.ts";
import { CATALOGUE } from "./alerts.ts";
import { same } from "./claims.ts";

Deno.test("an address is kept without a slash at its end, with its folder", () => {
  same(originOf(" https://avis.example/ "), "https://avis.example");
  same(originOf("http://localhost:9300/onthaal/"), "http://localhost:9300/onthaal");
});

Deno.test("what is no web address is refused", () => {
  same(originOf("avis.example"), undefined);
  same(originOf("javascript:alert(1)"), undefined);
});

Deno.test("lines to copy name the service and the place", () => {
  same(snippetOf("https://avis.example", "senne-desk"),
    '<script src="https://avis.example/widget/v1/onthaal.js" crossorigin="anonymous" defer></script>\n<onthaal-feedback touchpoint="senne-desk"></onthaal-feedback>');
  same(posterOf("https://avis.example", "senne-desk", "a6", "nl"), "https://avis.example/r/senne-desk/poster?format=pdf&size=a6&lang=nl");
});

Deno.test("places are found without accents, in any language, by key", () => {
  const found = (text: string) => placesOf(matching(CATALOGUE.administrations, text)).map(({ key }) => key);
  same(found("etat"), ["senne-desk"]);
  same(found("ONTHAAL"), ["senne-desk"]);
  same(found("senne-d"), ["senne-desk"]);
  same(found("zenne"), ["senne-desk"]);
  same(found("library"), []);
});

Deno.test("of many places whole services are shown until there are enough", () => {
  const service = (code: string, places: number) => ({
    code,
    names: {},
    touchpoints: Array.from({ length: places }, (_, at) => ({ key: `${code}-${at}`, names: {}, retired: false })),
  });
  const many = [
    { code: "senne", names: {}, zone: "Europe/Brussels", services: [service("desk", 3), service("permit", 4)] },
    { code: "canal", names: {}, zone: "Europe/Brussels", services: [service("library", 2)] },
  ];
  const seen = (most: number) => firstOf(many, most).flatMap(({ services }) => services).map(({ code }) => code);
  same(seen(3), ["desk"]);
  same(seen(4), ["desk", "permit"]);
  same(seen(8), ["desk", "permit", "library"]);
});
