import type { PageProps } from "../frame/App.tsx";
import { useSetupWords } from "../i18n/setup/index.ts";
import { hrefOf } from "../route.ts";
import { KiosksPage } from "./kiosk/KiosksPage.tsx";
import { PlacesPage } from "./PlacesPage.tsx";

const PARTS = { places: PlacesPage, kiosks: KiosksPage } as const;

/** What there is to put up, and what stands there already. */
export function SetupPage(props: PageProps) {
  const words = useSetupWords();
  const part = props.route.rest[0] === "kiosks" ? "kiosks" : "places";
  const View = PARTS[part];
  return (
    <>
      <nav class="parts" aria-label={words.sections}>
        <a href={hrefOf("setup")} aria-current={part === "places" ? "page" : undefined}>{words.parts.places}</a>
        <a href={hrefOf("setup", ["kiosks"])} aria-current={part === "kiosks" ? "page" : undefined}>{words.parts.kiosks}</a>
      </nav>
      <View {...props} key={part} />
    </>
  );
}
