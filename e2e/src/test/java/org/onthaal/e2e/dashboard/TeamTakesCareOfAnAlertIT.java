package org.onthaal.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.Example;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.Installation;
import org.onthaal.e2e.RecordingReceiver;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.Alert;
import org.onthaal.v1.AlertEventKind;
import org.onthaal.v1.AlertState;
import org.onthaal.v1.GetAlertResponse;
import org.onthaal.v1.ListAlertsResponse;

/// A team sees an alert come in a real browser, reads why, takes care of it, silences and closes
/// it.
class TeamTakesCareOfAnAlertIT {
  private static final String RULES =
      """
      rules:
        - name: low
          kind: threshold
          below: 50
          window: {sliding: 30m}
          minimum-n: 20
          by: [service, channel]
          severity: critical
      """;

  /// Minutes are kept for three days only, so a rule of the past has windows of a day.
  private static final String OF_A_DAY =
      "rules: [{name: floor, kind: threshold, below: 70, window: {calendar: day}, by: [service]}]\n";

  private static final double FIRES_MAX_MILLIS = 60_000;

  @TempDir Path folder;
  private final Ratings ratings = new Ratings(new Random(13));
  private RecordingReceiver team;
  private Installation installation;
  private Chromium chromium;
  private DashboardPages pages;

  @BeforeEach
  void open() throws Exception {
    team = RecordingReceiver.start();
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    Path routes =
        Files.writeString(
            folder.resolve("routes.yaml"),
            """
            receivers:
              - name: team
                webhook: {url: "%s", secret: whsec_b250aGFhbC1hLXNlY3JldC1mb3ItdGVzdHM=}
            routes:
              - {receiver: team, group-wait: 0s}
            """
                .formatted(team.uri()));
    installation =
        Installation.start(
            folder.resolve("data"), "--rules", rules.toString(), "--routes", routes.toString());
    chromium = Chromium.open();
    pages = new DashboardPages(chromium.browser(), installation);
  }

  @AfterEach
  void close() {
    chromium.close();
    installation.close();
    team.close();
  }

  @Test
  void alertComesWithoutLoadingThePageAnewAndIsTakenCareOf() {
    try (Page page = pages.open("fr", "/alerts")) {
      assertThat(page.locator(".card.good")).hasText("Aucune alerte ne correspond à ce choix.");
      assertThat(page.locator(".live")).containsText("en direct");
      rate();
      Locator lead = page.locator("a.lead");
      lead.waitFor(new Locator.WaitForOptions().setTimeout(FIRES_MAX_MILLIS));
      Alert alert = alert();
      assertThat(lead).containsText("La satisfaction pour Guichet population, borne");
      assertThat(plain(lead)).contains(figure(alert) + " %", "n = " + alert.getEvidence().getN());

      lead.click();
      assertThat(page.locator("h1")).containsText("sous la limite de 50,0");
      assertThat(page.locator(".facts")).containsText("la limite de 50,0");
      assertThat(plain(page.locator(".facts"))).contains(figure(alert) + " %");
      acknowledge(page);
      comment(page);
      silence(page);
      closeIt(page);

      GetAlertResponse kept = kept(alert.getId());
      assertThat(kept.getAlert().getState()).isEqualTo(AlertState.RESOLVED);
      assertThat(kept.getHistoryList())
          .extracting(event -> event.getKind())
          .containsSubsequence(
              AlertEventKind.EVENT_FIRED,
              AlertEventKind.EVENT_ACKNOWLEDGED,
              AlertEventKind.EVENT_COMMENTED,
              AlertEventKind.EVENT_CLOSED);
    }
    endedAlertAndSilenceAreListed();
  }

  private static void acknowledge(Page page) {
    Locator form = form(page, "Prendre en charge");
    form.getByRole(AriaRole.BUTTON).click();
    assertThat(form.locator(".field .wrong")).hasText("Ceci est nécessaire.");
    form.getByLabel("Qui s’en occupe").fill("Anna");
    form.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator(".standing")).containsText("Anna s’en occupe");
  }

  private static void comment(Page page) {
    Locator form = form(page, "Commenter");
    assertThat(form.getByLabel("Votre nom")).hasValue("Anna");
    form.getByLabel("Votre commentaire").fill("Un nouveau <guichet>.");
    form.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator(".history blockquote")).hasText("Un nouveau <guichet>.");
  }

  private static void silence(Page page) {
    Locator form = form(page, "Mettre en sourdine");
    assertThat(form.getByLabel("Règles")).hasValue("low");
    form.getByText("Montrer ce qui est concerné").click();
    assertThat(form.getByText("1 alerte en cours est concernée")).isVisible();
    form.getByLabel("Pourquoi").fill("Essai.");
    form.locator("button.main").click();
    assertThat(form.getByText("En sourdine jusqu’au")).isVisible();
  }

  private static void closeIt(Page page) {
    Locator form = form(page, "Clore l’alerte");
    form.getByLabel("Pourquoi elle est close").fill("Un essai.");
    form.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator(".standing")).containsText("terminée");
    assertThat(page.locator(".history")).containsText("Anna a clos l’alerte.");
    assertThat(page.getByText("Prendre en charge")).hasCount(0);
  }

  private void endedAlertAndSilenceAreListed() {
    try (Page page = pages.open("nl", "/alerts")) {
      assertThat(page.locator(".card.good")).hasText("Geen alarm beantwoordt aan deze keuze.");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("voorbij")).click();
      assertThat(page).hasURL(installation.aggregation() + "/alerts?state=RESOLVED");
      assertThat(page.locator("a.lead")).hasCount(1);
      page.locator("nav.parts").getByText("Gedempt").click();
      assertThat(page.locator("tbody tr")).containsText(new String[] {"Gemeente aan de Zenne"});
      page.getByLabel("Uw naam").first().fill("Bart");
      page.locator("tbody").getByText("Nu beëindigen").click();
      assertThat(page.getByText("Niets is gedempt.")).isVisible();
    }
  }

  @Test
  void whatWasNotDeliveredIsSentAgain() {
    team.answer(400);
    rate();
    await("the alert").atMost(Duration.ofSeconds(60)).until(() -> !team.received().isEmpty());
    try (Page page = pages.open("fr", "/alerts/undelivered")) {
      await("the dead letter")
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            page.reload();
            page.locator(".card.good, tbody").waitFor();
            return page.getByText("HTTP 400").count() == 1;
          });
      team.answer(204);
      page.getByText("Renvoyer à team").click();

      assertThat(page.getByText("1 sont envoyés à team")).isVisible();
      assertThat(page.getByText("Tout a été remis.")).isVisible();
      await("the notification").until(() -> team.received().size() == 2);
    }
  }

  @Test
  void ruleIsTriedOnThePast() {
    rate();
    await("the alert").atMost(Duration.ofSeconds(60)).until(() -> !team.received().isEmpty());
    try (Page page = pages.open("en", "/alerts/rules")) {
      page.getByLabel("Rule in YAML").fill(OF_A_DAY);
      page.locator("button.main").click();
      assertThat(page.locator("p.lead")).hasText("It would have spoken once. ");
      assertThat(page.locator("tbody").last()).containsText("Satisfaction at Population desk is");

      page.getByLabel("Rule in YAML").fill("rules:\n  - name: x\n    kind: drp\n");
      page.locator("button.main").click();
      assertThat(page.locator(".outcome").first()).containsText("line 3: rules[0].kind");
    }
  }

  @Test
  void ruleIsChangedWhereItIsTried() throws IOException {
    Path file = folder.resolve("rules.yaml");
    try (Page page = pages.open("nl", "/alerts/rules")) {
      Locator text = page.getByLabel("Regel in YAML");
      Locator save =
          page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Bewaren"));
      assertThat(text).hasValue(RULES);
      text.fill("rules: [{name: low, kind: threshold}]\n");
      save.click();
      assertThat(page.locator(".field .wrong")).hasText("Dit is nodig.");
      page.getByLabel("Uw naam").fill("Bart");
      save.click();
      assertThat(page.locator(".outcome").last()).containsText("line 1: rules[0].window");
      assertThat(file).hasContent(RULES);

      text.fill(RULES.replace("below: 50", "below: 45"));
      save.click();
      assertThat(page.getByText("Bewaard.")).isVisible();
      assertThat(file).hasContent(RULES.replace("below: 50", "below: 45"));

      page.reload();
      assertThat(text).hasValue(RULES.replace("below: 50", "below: 45"));
      Files.writeString(file, RULES + "# of another\n");
      text.fill(RULES);
      save.click();
      assertThat(page.getByText("Iemand heeft de regels intussen veranderd.")).isVisible();
      page.getByText("Laden wat er nu staat").click();
      assertThat(text).hasValue(RULES + "# of another\n");
    }
  }

  @Test
  void receiverIsTriedBeforeThereIsAnAlert() {
    try (Page page = pages.open("fr", "/alerts/receivers")) {
      assertThat(page.locator("tbody tr")).containsText(new String[] {"toutes les alertes"});
      Locator send =
          page.getByRole(
              AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Envoyer un essai à team"));
      send.click();
      assertThat(page.locator(".field .wrong")).hasText("Ceci est nécessaire.");
      page.getByLabel("Votre nom").fill("Anna");
      send.click();
      assertThat(page.locator(".outcome")).containsText("team a reçu l’essai. Statut 204.");
      assertThat(team.received()).hasSize(1);
      assertThat(team.received().getFirst().body())
          .contains("\"type\":\"receiver.test\"", "\"by\":\"Anna\"");

      team.answer(400);
      send.click();
      assertThat(page.locator(".outcome")).containsText("team a refusé l’essai");
    }
    try (Page page = pages.open("fr", "/alerts/undelivered")) {
      assertThat(page.locator(".card.good")).isVisible();
    }
  }

  @Test
  void everyPartIsForEverybody() {
    rate();
    await("the alert").atMost(Duration.ofSeconds(60)).until(() -> !team.received().isEmpty());
    pages.look("alerts", "/alerts", page -> page.locator("a.lead").waitFor());
    pages.look(
        "alert",
        "/alerts/" + alert().getId(),
        page -> {
          page.locator("#actions").waitFor();
          page.locator(".facts").waitFor();
          page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
          page.locator("pre").waitFor();
        });
    pages.look("silences", "/alerts/silences", page -> page.locator("#make").waitFor());
    pages.look("undelivered", "/alerts/undelivered", page -> page.locator(".card.good").waitFor());
    pages.look("receivers", "/alerts/receivers", page -> page.locator("tbody tr").waitFor());
    pages.look(
        "rules",
        "/alerts/rules",
        page -> {
          page.locator("textarea").fill(OF_A_DAY);
          page.locator("button.main").click();
          page.locator("p.lead").waitFor();
        });
  }

  private static Locator form(Page page, String title) {
    Locator summary = page.locator("summary", new Page.LocatorOptions().setHasText(title));
    Locator mine = page.locator("details.act", new Page.LocatorOptions().setHas(summary));
    mine.locator("summary").click();
    return mine;
  }

  private Alert alert() {
    try {
      ListAlertsResponse.Builder answer = ListAlertsResponse.newBuilder();
      JsonFormat.parser()
          .merge(HttpCaller.get(installation.aggregation().resolve("/v1/alerts")).body(), answer);
      return answer.getAlerts(0);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("the alerts are no JSON", e);
    }
  }

  private GetAlertResponse kept(String id) {
    try {
      GetAlertResponse.Builder answer = GetAlertResponse.newBuilder();
      JsonFormat.parser()
          .merge(
              HttpCaller.get(installation.aggregation().resolve("/v1/alerts/" + id)).body(),
              answer);
      return answer.build();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("the alert is no JSON", e);
    }
  }

  private static String figure(Alert alert) {
    return String.format(Locale.FRENCH, "%.1f", alert.getEvidence().getValue());
  }

  /// With plain spaces.
  private static String plain(Locator place) {
    return place.innerText().replaceAll("[\\u00a0\\u202f]", " ");
  }

  private void rate() {
    for (int i = 0; i < 30; i++) {
      String rating =
          """
          {"id": "%s", "touchpoint": "%s", "channel": "KIOSK", "language": "fr", "answers": [{"score": %d}]}
          """
              .formatted(ratings.id(Instant.now()), Example.KIOSK, i % 3 == 0 ? 4 : 1);
      HttpResponse<String> answer =
          HttpCaller.postJson(installation.feedback().resolve("/v1/ratings"), rating);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
