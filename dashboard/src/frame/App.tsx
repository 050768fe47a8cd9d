import type { ComponentType } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Catalogue } from "../contract.ts";
import { firstLanguage, keepLanguage, type Language, LANGUAGES, speech, SpeechContext, useSpeech } from "../i18n/index.ts";
import { Overview } from "../overview/Overview.tsx";
import { Compare } from "../compare/Compare.tsx";
import { ServicePage } from "../service/ServicePage.tsx";
import { hrefOf, type Page, PAGES, type Route, routeOf } from "../route.ts";
import { Answered } from "./Answered.tsx";
import { later } from "./later.tsx";
import { firstTheme, keepTheme, type Theme, THEMES } from "./theme.ts";
import { useAnswer } from "./useAnswer.ts";
import { ViewContext } from "./view.ts";

/** What every page is given. */
export interface PageProps {
  readonly route: Route;
  readonly catalogue: Catalogue;
  /** Shows another view, with its address. */
  readonly go: (href: string) => void;
}

const VIEWS: Readonly<Record<Page, ComponentType<PageProps>>> = {
  "": Overview,
  service: ServicePage,
  alerts: later(async () => (await import("../alerts/AlertsPage.tsx")).AlertsPage),
  compare: Compare,
  setup: later(async () => (await import("../setup/SetupPage.tsx")).SetupPage),
};

/** The whole: which view, in which language, in which colours. */
export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [route, go] = useRoute();
  const said = useMemo(() => speech(language), [language]);
  const view = useMemo(() => ({ route, go }), [route, go]);
  const View = VIEWS[route.page];
  const catalogue = useAnswer<Catalogue>("/v1/catalogue");
  const title = said.words.pages[route.page === "" ? "overview" : route.page];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${title} · Onthaal`;
  }, [language, title]);
  const choose = (next: Language) => {
    keepLanguage(next);
    setLanguage(next);
  };
  return (
    <SpeechContext.Provider value={said}>
      <a class="skip" href="#main">{said.words.skip}</a>
      <Head route={route} choose={choose} />
      <main id="main" tabIndex={-1}>
        <ViewContext.Provider value={view}>
          {catalogue.value === undefined && <h1>{title}</h1>}
          <Answered answer={catalogue}>{(known) => <View route={route} catalogue={known} go={go} />}</Answered>
        </ViewContext.Provider>
      </main>
    </SpeechContext.Provider>
  );
}

/** The view that the address names; links of the page and the browser's buttons change it without loading anew. */
function useRoute(): readonly [Route, (href: string) => void] {
  const [route, setRoute] = useState(() => routeOf(new URL(location.href)));
  const go = useCallback((href: string) => {
    const before = location.pathname;
    history.pushState(null, "", href);
    setRoute(routeOf(new URL(location.href)));
    // A choice on a page leaves the reader where the choice is.
    if (location.pathname !== before) scrollTo(0, 0);
  }, []);
  useEffect(() => {
    const back = () => setRoute(routeOf(new URL(location.href)));
    const click = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest("a");
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
      const url = new URL(link.href);
      const inside = url.origin === location.origin && (PAGES as readonly string[]).includes(url.pathname.split("/")[1] ?? "");
      if (!inside || (url.hash && url.pathname === location.pathname)) return;
      event.preventDefault();
      go(url.pathname + url.search);
    };
    addEventListener("popstate", back);
    document.addEventListener("click", click);
    return () => {
      removeEventListener("popstate", back);
      document.removeEventListener("click", click);
    };
  }, [go]);
  return [route, go];
}

function Head({ route, choose }: { readonly route: Route; readonly choose: (language: Language) => void }) {
  const { words, language } = useSpeech();
  const [theme, setTheme] = useState<Theme>(firstTheme);
  useEffect(() => keepTheme(theme), [theme]);
  return (
    <header>
      <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="24" height="24" /> Onthaal</a>
      <nav aria-label={words.product}>
        {PAGES.map((page) => (
          <a key={page} href={hrefOf(page)} aria-current={page === route.page ? "page" : undefined}>
            {words.pages[page === "" ? "overview" : page]}
          </a>
        ))}
      </nav>
      <div class="choices">
        <label>
          <span class="heard">{words.languageLabel}</span>
          <select value={language} onChange={(event) => choose(event.currentTarget.value as Language)}>
            {Object.entries(LANGUAGES).map(([code, its]) => <option key={code} value={code} lang={code}>{its.language}</option>)}
          </select>
        </label>
        <label>
          <span class="heard">{words.theme.label}</span>
          <select value={theme} onChange={(event) => setTheme(event.currentTarget.value as Theme)}>
            {THEMES.map((each) => <option key={each} value={each}>{words.theme.label}{words.colon}{words.theme[each]}</option>)}
          </select>
        </label>
      </div>
    </header>
  );
}
