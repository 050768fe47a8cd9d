package org.onthaal.e2e.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.Example;
import org.onthaal.e2e.fault.Cluster;
import org.onthaal.e2e.fault.Replica;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.DeviceServiceGrpc;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.OpeningHours;

/// A thousand people press, while the service is killed, batches are lost on both ways, and the
/// power fails without a network: each press is stored, once.
class KioskForgetsNoPressIT {
  private static final int PRESSES = Integer.getInteger("onthaal.faults.kiosk-presses", 1_000);
  private static final int SERVER_KILLS = 3;
  private static final int POWER_CUTS = 2;
  private static final int BLOCKS = SERVER_KILLS + POWER_CUTS + 1;
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration SENT_MAX = Duration.ofMinutes(2);

  // People come faster than anybody could: the page's own clock and timers are what keeps them
  // apart, and are told that time goes by. Thanks still stay long enough to be seen.
  private static final String HURRY =
      """
      (() => {
        let ahead = 0;
        const now = performance.now.bind(performance);
        performance.now = () => now() + ahead;
        const later = window.setTimeout.bind(window);
        window.setTimeout = (work, millis, ...more) =>
          millis >= 1500 && millis <= 4000 && window.hurry ? (ahead += millis, later(work, 20, ...more)) : later(work, millis, ...more);
      })()
      """;

  /// Presses as keys do, and says what was kept once thanks are there.
  private static final String PRESS =
      """
      async ([count, first]) => {
        window.hurry = true;
        const until = async (holds) => {
          const patience = Date.now() + 20_000;
          while (!holds()) {
            if (Date.now() > patience) {
              throw new Error("stuck on " + document.querySelector("main").innerText);
            }
            await new Promise((later) => setTimeout(later, 1));
          }
        };
        const scene = () => document.querySelector("main").dataset.scene;
        for (let i = 0; i < count; i++) {
          await until(() => scene() === "asked");
          const key = String(4 + (first + i) % 2);
          dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
          await until(() => scene() === "thanks");
        }
        await until(() => scene() === "asked");
        window.hurry = false;
      }
      """;

  private static final String WAITING =
      """
      () => new Promise((done) => {
        indexedDB.open("onthaal-kiosk").onsuccess = ({ target }) => {
          const request = target.result.transaction("press").objectStore("press").count();
          request.onsuccess = () => { target.result.close(); done(request.result); };
        };
      })
      """;

  @TempDir Path folder;
  private int pressed;

  @Test
  void everyPressIsStoredOnce() throws Exception {
    try (Cluster cluster = Cluster.start(folder, 1, 0);
        TroubledWay way = TroubledWay.to(cluster.feedback().getFirst().http("/"));
        Chromium chromium = Chromium.open()) {
      Replica service = cluster.feedback().getFirst();
      BrowserContext context = open(chromium);
      Page page = context.pages().getFirst();
      page.navigate(way.kiosk());
      pair(page, service);
      press(page);
      for (int kill = 0; kill < SERVER_KILLS; kill++) {
        service.kill();
        press(page);
        service.start();
        service.awaitReady(START_MAX);
      }
      int kept = 0;
      for (int cut = 0; cut < POWER_CUTS; cut++) {
        way.setCut(true);
        press(page);
        kept = (Integer) page.evaluate(WAITING);
        Chromium.kill(profile());
        context = open(chromium);
        page = context.pages().getFirst();
        page.navigate(way.kiosk());
        page.locator("[data-scene=asked]").waitFor();
        assertThat(page.evaluate(WAITING)).isEqualTo(kept);
        way.setCut(false);
      }
      awaitSent(page);

      Map<String, Integer> stored = stored(cluster);
      System.out.printf(
          Locale.ROOT,
          "kiosk: %d pressed, %d stored; %d kills of the service, %d power cuts with up to %d presses waiting, %d batches lost before and %d after they were stored%n",
          pressed,
          stored.size(),
          SERVER_KILLS,
          POWER_CUTS,
          kept,
          way.lostBefore(),
          way.lostAfter());
      assertThat(pressed).isGreaterThanOrEqualTo(PRESSES);
      assertThat(stored).hasSize(pressed);
      assertThat(scores(stored)).isEqualTo(expected());
      assertThat(way.lostBefore()).isPositive();
      assertThat(way.lostAfter()).isPositive();
      context.close();
    }
  }

  private Path profile() {
    return folder.resolve("browser");
  }

  private BrowserContext open(Chromium chromium) {
    BrowserContext context = chromium.lasting(profile());
    context.addInitScript(HURRY);
    return context;
  }

  private static void pair(Page page, Replica service) {
    String code =
        DeviceServiceGrpc.newBlockingStub(service.channel())
            .createPairing(
                CreatePairingRequest.newBuilder()
                    .setSettings(
                        DeviceSettings.newBuilder()
                            .setName("Desk 3")
                            .setTouchpoint(Example.KIOSK)
                            .addAllOpeningHours(always())
                            .setCoolDown(Durations.fromMillis(1_500)))
                    .build())
            .getCode();
    page.locator("#code").fill(code);
    page.keyboard().press("Enter");
    page.locator("[data-scene=asked]").waitFor();
    page.waitForFunction("() => navigator.serviceWorker.controller");
  }

  private static List<OpeningHours> always() {
    return IntStream.rangeClosed(1, 7)
        .mapToObj(weekday ->
            OpeningHours.newBuilder()
                .setWeekday(weekday)
                .setOpens("00:00")
                .setCloses("24:00")
                .build())
        .toList();
  }

  private void press(Page page) {
    int count = (PRESSES + BLOCKS - 1) / BLOCKS;
    page.evaluate(PRESS, List.of(count, pressed));
    pressed += count;
  }

  private static void awaitSent(Page page) {
    await("everything that was kept to be sent")
        .atMost(SENT_MAX)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> page.evaluate(WAITING).equals(0));
  }

  private static Map<String, Integer> stored(Cluster cluster) throws IOException {
    Map<String, Integer> stored = new HashMap<>();
    cluster
        .feedbackSql()
        .rows(
            "SELECT id::text, score FROM rating", row -> Map.entry(row.getString(1), row.getInt(2)))
        .forEach(row -> assertThat(stored.put(row.getKey(), row.getValue())).isNull());
    return stored;
  }

  private static Map<Integer, Long> scores(Map<String, Integer> stored) {
    Map<Integer, Long> scores = new HashMap<>();
    stored.values().forEach(score -> scores.merge(score, 1L, Long::sum));
    return scores;
  }

  private Map<Integer, Long> expected() {
    Map<Integer, Long> expected = new HashMap<>();
    for (int i = 0; i < pressed; i++) {
      expected.merge(4 + i % 2, 1L, Long::sum);
    }
    return expected;
  }
}
