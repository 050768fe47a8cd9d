package org.onthaal.widget.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.widget.Chromium;

/// The server is away, the power fails, the disk is full: nothing that somebody was thanked for is
/// lost, and nobody is thanked for nothing.
class KioskOutOfReachIT extends KioskOnAScreen {
  private static final Duration SENT_AGAIN_MAX = Duration.ofMinutes(1);

  // As Chromium does where the disk is full: what was written is taken back once it is to last.
  private static final String NO_ROOM =
      """
      for (const name of ["add", "put"]) {
        const write = IDBObjectStore.prototype[name];
        IDBObjectStore.prototype[name] = function (...given) {
          const request = write.apply(this, given);
          if (window.isFull) {
            this.transaction.abort();
          }
          return request;
        };
      }
      """;

  // As a press of many people, one after the other.
  private static final String FILL =
      """
      (count) => new Promise((done) => {
        indexedDB.open("onthaal-kiosk").onsuccess = ({ target }) => {
          const transaction = target.result.transaction("press", "readwrite");
          const store = transaction.objectStore("press");
          store.getAll().onsuccess = ({ target: { result: [{ rating }] } }) => {
            for (let i = 0; i < count; i++) {
              store.add({ rating: { ...rating, id: rating.id.slice(0, 24) + String(i).padStart(12, "0") } });
            }
          };
          transaction.oncomplete = () => { target.result.close(); done(); };
        };
      })
      """;

  @TempDir Path profile;

  @Test
  void pressesOutliveAPowerCutWithoutTheServerAndArriveOnce() {
    BrowserContext first = chromium.lasting(profile);
    Page page = first.pages().getFirst();
    page.navigate(door.page());
    pair(page);
    awaitKept(page);
    door.goAway();
    rate(page, "5");
    rate(page, "4");
    page.keyboard().press("1");
    page.locator(".saved").waitFor();
    Chromium.kill(profile);

    try (BrowserContext second = chromium.lasting(profile)) {
      Page again = second.pages().getFirst();
      again.navigate(door.page());
      asked(again).waitFor();
      assertThat(waiting(again)).isEqualTo(3);
      rate(again, "3");
      again.reload();
      asked(again).waitFor();
      assertThat(waiting(again)).isEqualTo(4);
      door.comeBack();
      await().atMost(SENT_AGAIN_MAX).until(() -> door.stored().size() == 4);
      await().until(() -> waiting(again) == 0);
    }
    assertThat(door.stored().values().stream().map(KioskOnAScreen::score).sorted())
        .containsExactly(1, 3, 4, 5);
  }

  @Test
  void answerThatIsLostOnItsWayIsNoSecondRating() {
    Page page = paired();
    door.be(KioskDoor.Manner.TAKE_IN_SILENCE);
    rate(page, "5");
    await().until(() -> door.stored().size() == 1);
    assertThat(waiting(page)).isEqualTo(1);
    door.be(KioskDoor.Manner.TAKE);
    enter(page);
    act(page, "send");
    page.waitForCondition(() -> waiting(page) == 0);

    awaitStored(1);
  }

  @Test
  void refusedPressIsKeptApartAndStaffSeeIt() {
    door.be(KioskDoor.Manner.REFUSE);
    Page page = paired();
    rate(page, "5");
    page.waitForCondition(() -> waiting(page) == 0);
    enter(page);
    say(page, "en");
    page.waitForCondition(() -> page.locator("h1").innerText().startsWith("How this kiosk"));

    assertThat(line(page, "Refused answers")).isEqualTo("1");
    assertThat(line(page, "Why the latest was refused")).isEqualTo("VIOLATIONS");
    assertThat(door.stored()).isEmpty();
  }

  @Test
  void keyThatIsTakenBackStopsTheAskingAndKeepsWhatWaits() {
    Page page = paired();
    door.be(KioskDoor.Manner.BUSY);
    rate(page, "5");
    door.be(KioskDoor.Manner.REVOKE_KEY);
    enter(page);
    act(page, "send");
    page.locator(".staff-state .wrong").waitFor();
    act(page, "back");
    assertThat(page.locator("h1").innerText()).isEqualTo("Cet appareil n’est pas en service");
    assertThat(waiting(page)).isEqualTo(1);
    enter(page);
    act(page, "unpair");
    door.be(KioskDoor.Manner.TAKE);
    pair(page);

    assertThat(score(awaitStored(1).getFirst())).isEqualTo(5);
  }

  @Test
  void keyThatIsNotKnownForAWhileStopsNoAsking() {
    Page page = paired();
    door.be(KioskDoor.Manner.MISS_KEY);
    rate(page, "5");
    enter(page);
    act(page, "send");
    page.locator("[data-deed=send]:enabled").waitFor();
    act(page, "back");
    rate(page, "4");
    assertThat(waiting(page)).isEqualTo(2);
    door.be(KioskDoor.Manner.TAKE);
    enter(page);
    act(page, "send");

    assertThat(awaitStored(2)).extracting(KioskOnAScreen::score).containsExactlyInAnyOrder(5, 4);
  }

  @Test
  void whereNothingCanBeKeptNobodyIsThanked() {
    context.addInitScript(NO_ROOM);
    Page page = paired();
    page.evaluate("window.isFull = true");
    page.keyboard().press("5");
    page.locator("[data-scene=paused]").waitFor();
    assertThat(page.locator("main").innerText())
        .contains("ne prend pas de réponses", "n’a PAS été enregistrée");
    await().until(() -> door.pause().equals("STORAGE_FULL"));
    page.evaluate("window.isFull = false");
    asked(page).waitFor();
    rate(page, "4");

    assertThat(awaitStored(1)).extracting(KioskOnAScreen::score).containsExactly(4);
  }

  @Test
  void whatNoLongerFitsInIsSaidAndThePressCounts() {
    context.addInitScript(NO_ROOM);
    Page page = paired();
    page.keyboard().press("2");
    page.locator(".saved").waitFor();
    settle(page);
    page.evaluate("window.isFull = true");
    page.keyboard().press("1");
    page.locator("[data-scene=paused]").waitFor();
    assertThat(page.locator("main").innerText()).contains("mais pas ce que vous y avez ajouté");
    page.evaluate("window.isFull = false");

    assertThat(awaitStored(1).getFirst().getAsJsonArray("answers")).hasSize(1);
  }

  @Test
  void newerVersionWaitsForTheAnswerAndTheQueueStays() {
    Page page = paired();
    awaitKept(page);
    door.be(KioskDoor.Manner.BUSY);
    page.keyboard().press("2");
    page.locator(".saved").waitFor();
    door.release("newer");
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())");
    page.waitForFunction(
        "() => navigator.serviceWorker.getRegistration().then((one) => !!one.waiting)");
    settle(page);
    assertThat(page.locator("meta[name=build]").count()).isZero();
    assertThat(page.locator(".saved").isVisible()).isTrue();
    button(page, "Passer").click();
    page.waitForFunction("() => document.querySelector('meta[name=build]')");
    asked(page).waitFor();

    assertThat(waiting(page)).isEqualTo(1);
    door.be(KioskDoor.Manner.TAKE);
    enter(page);
    act(page, "send");
    awaitStored(1);
  }

  @Test
  void pressesOfSevenDaysWithoutANetworkFitAndGoOut() {
    Page page = paired();
    door.be(KioskDoor.Manner.BUSY);
    rate(page, "5");
    int count = 20_000;
    page.evaluate(FILL, count);
    page.reload();
    asked(page).waitFor();
    rate(page, "4");
    assertThat(waiting(page)).isEqualTo(count + 2);
    door.be(KioskDoor.Manner.TAKE);
    enter(page);
    act(page, "send");
    await().atMost(SENT_AGAIN_MAX).until(() -> door.stored().size() == count + 2);

    List<JsonObject> beats = door.heartbeats();
    assertThat(beats.stream().mapToInt(beat -> beat.get("pending").getAsInt()).max().orElseThrow())
        .isGreaterThanOrEqualTo(count);
  }
}
