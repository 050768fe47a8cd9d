package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.site.Site;
import org.onthaal.testkit.FaultProxy;
import org.onthaal.testkit.FaultProxy.Weather;

/// People rate through the element in a real browser, while its way to the service is cut before
/// and after ratings are stored, the service is killed, and pages are loaded again: what they were
/// thanked for is there, once.
class WidgetChaosIT {
  // Fewer than the element keeps.
  private static final int BLOCK = 20;
  private static final int ANSWERED_BYTES = 2_000;
  private static final Duration SENT_MAX = Duration.ofMinutes(2);

  /// One person after the other, as fast as the element lets them, by its own controls.
  private static final String RATE =
      """
      async ([count, seed]) => {
        const element = document.querySelector("onthaal-feedback");
        const told = [];
        const next = (kind) => new Promise((done) => element.addEventListener(kind, ({ detail }) => done(detail), { once: true }));
        for (let i = 0; i < count; i++) {
          const score = 1 + (seed + i * 7) % 5;
          const patience = Date.now() + 60_000;
          while (!element.shadowRoot.querySelector(`input[value="${score}"]`)) {
            if (Date.now() > patience) {
              throw new Error("no questions are shown");
            }
            await new Promise((later) => setTimeout(later, 20));
          }
          element.shadowRoot.querySelector(`input[value="${score}"]`).click();
          const ended = Promise.race([next("feedback-submitted"), next("feedback-rejected")]);
          element.shadowRoot.querySelector("[part=submit]").click();
          const { id, queued } = await ended;
          if (id) {
            told.push([id, score, queued]);
          }
          element.reset();
        }
        return told;
      }
      """;

  private static final String WAITING =
      "() => Object.keys(localStorage).filter((key) => key.startsWith('onthaal.unsent.')).length";

  @TempDir Path folder;
  private final Random random = new Random(Sizes.SEED);
  private final Map<Trouble, Integer> met = new EnumMap<>(Trouble.class);
  private final Map<String, Integer> thanked = new HashMap<>();
  private int queued;

  /// What happens while a few people rate.
  private enum Trouble {
    NONE,
    CUT_BEFORE,
    CUT_AFTER_STORING,
    SERVER_KILLED,
    LOADED_AGAIN
  }

  @Test
  void everyRatingThatSomebodyWasThankedForIsStoredOnce() throws Exception {
    try (Cluster cluster = Cluster.start(folder, 1, 1);
        FaultProxy proxy = FaultProxy.before(cluster.feedback().getFirst().http("/").getPort());
        Site site = Site.open();
        Chromium chromium = Chromium.open();
        BrowserContext context = chromium.browser().newContext()) {
      Page page = open(context, site, proxy, cluster);
      Trouble trouble = Trouble.NONE;
      for (int done = 0; thanked.size() < Sizes.WIDGET_RATINGS; done++) {
        // Whoever sees the questions may answer them, whatever happens from then on.
        page.locator("[part=submit]").waitFor();
        begin(trouble, proxy, cluster);
        rate(page, done);
        end(trouble, page, proxy, cluster);
        met.merge(trouble, 1, Integer::sum);
        trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
      }

      System.out.printf(
          Locale.ROOT,
          "widget chaos: seed %d, %d thanked, of whom %d before it was stored, %s%n",
          Sizes.SEED,
          thanked.size(),
          queued,
          met);
      assertThat(met).as("all kinds of trouble").containsOnlyKeys(Trouble.values());
      assertThat(queued).isPositive();
      assertThat(stored(cluster)).isEqualTo(thanked);
    }
  }

  /// The page of another site, which does not go through the troubled way itself.
  private static Page open(BrowserContext context, Site site, FaultProxy proxy, Cluster cluster) {
    String service = "http://127.0.0.1:" + proxy.port();
    String script =
        HttpCaller.get(cluster.feedback().getFirst().http("/widget/v1/onthaal.js")).body();
    String html =
        """
        <!doctype html><html lang="nl"><title>Permit</title>
        <script src="/onthaal.js" defer></script>
        <onthaal-feedback server="%s" touchpoint="parking-permit"></onthaal-feedback>
        """
            .formatted(service);
    site.with("/", html).with("/onthaal.js", script);
    Page page = context.newPage();
    page.navigate(site.at("/"));
    return page;
  }

  private void rate(Page page, int block) {
    Object told = page.evaluate(RATE, List.of(BLOCK, block));
    for (Object one : (List<?>) told) {
      List<?> entry = (List<?>) one;
      Object before = thanked.put((String) entry.get(0), (Integer) entry.get(1));
      assertThat(before).as("one id for each person").isNull();
      queued += Boolean.TRUE.equals(entry.get(2)) ? 1 : 0;
    }
  }

  private static void begin(Trouble trouble, FaultProxy proxy, Cluster cluster) {
    switch (trouble) {
      case NONE -> {}
      case CUT_BEFORE, LOADED_AGAIN -> {
        proxy.set(Weather.SHUT);
        proxy.cut();
      }
      // In the middle of the answer to one of them: it is stored, and nobody hears of it.
      case CUT_AFTER_STORING -> proxy.truncateAfter(ANSWERED_BYTES);
      case SERVER_KILLED -> cluster.feedback().getFirst().kill();
    }
  }

  private void end(Trouble trouble, Page page, FaultProxy proxy, Cluster cluster) {
    switch (trouble) {
      case NONE, CUT_AFTER_STORING -> {}
      case CUT_BEFORE -> proxy.set(Weather.CALM);
      case SERVER_KILLED -> {
        cluster.feedback().getFirst().start();
        var _ = cluster.awaitGreen();
      }
      case LOADED_AGAIN -> {
        page.reload();
        proxy.set(Weather.CALM);
      }
    }
    // Questions come from the service, and no more than fifty ratings are kept.
    page.reload();
    awaitSent(page);
  }

  private static void awaitSent(Page page) {
    await("everything that was kept to be sent")
        .atMost(SENT_MAX)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> page.evaluate(WAITING).equals(0));
  }

  private static Map<String, Integer> stored(Cluster cluster) {
    Map<String, Integer> stored = new HashMap<>();
    cluster
        .feedbackSql()
        .rows(
            "SELECT id::text, score FROM rating", row -> Map.entry(row.getString(1), row.getInt(2)))
        .forEach(row -> assertThat(stored.put(row.getKey(), row.getValue())).isNull());
    return stored;
  }
}
