package org.onthaal.aggregation.notify.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Destination.ChatKind;
import org.onthaal.aggregation.notify.ExampleAlerts;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.send.GuardedPost;

class ChatSenderIT {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:05Z");
  private static final String ALERT_URL =
      "https://onthaal.example.org/alerts/00000000-0000-00a1-8000-000000000001";

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    server.start();
    server.stubFor(any(anyUrl()).willReturn(ok()));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void slackReadsBlocksWithoutCommandsInNames() {
    send(ChatKind.SLACK, Language.FR, ExampleAlerts.firing());

    received(
        """
        {"text": "Alerte : stib / parking permit / KIOSK (csat-floor)",
         "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Alerte : stib / parking permit / KIOSK (csat-floor)"}}],
         "attachments": [{"color": "#B3261E", "fallback": "Alerte : stib / parking permit / KIOSK (csat-floor)", "blocks": [
           {"type": "section",
            "text": {"type": "mrkdwn", "text": "La satisfaction pour stib / parking permit / KIOSK est de 62,5~% (IC à 95 % : 52,0~% à 71,9~%, n = 88), sous la limite de 70,0~%."},
            "fields": [
              {"type": "mrkdwn", "text": "*Où*\\nstib / parking permit / KIOSK"},
              {"type": "mrkdwn", "text": "*Maintenant*\\n62,5~% (IC à 95 % : 52,0~% à 71,9~%, n = 88)"},
              {"type": "mrkdwn", "text": "*Compté depuis*\\nmardi 24 novembre 2026 à 9~h"},
              {"type": "mrkdwn", "text": "*Comparé à*\\nla limite de 70,0~%"},
              {"type": "mrkdwn", "text": "*En alerte depuis*\\nmardi 24 novembre 2026 à 11~h"},
              {"type": "mrkdwn", "text": "*Règle*\\ncsat-floor"},
              {"type": "mrkdwn", "text": "*Gravité*\\ncritique"}]},
           {"type": "context", "elements": [{"type": "mrkdwn", "text": "<ALERT_URL|Voir l’alerte>  <https://onthaal.example.org/scores?service=parking%20permit&amp;channel=KIOSK|Voir les chiffres>"}]}]}]}
        """
            .replace("ALERT_URL", ALERT_URL));
  }

  @Test
  void slackReadsNoCommandInASentence() {
    send(ChatKind.SLACK, Language.EN, ExampleAlerts.closed("Anna", "it <is> fine & good"));

    assertThat(server.findAll(postRequestedFor(anyUrl())).getFirst().getBodyAsString())
        .contains("KIOSK: it &lt;is&gt; fine &amp; good")
        .doesNotContain("<is>");
  }

  @ParameterizedTest
  @EnumSource
  void everyRoomReadsWhoClosedAnAlertAndWhyAndFindsNothingToDo(ChatKind kind) {
    send(kind, Language.NL, ExampleAlerts.closed("Anna", "gezien"));

    assertThat(server.findAll(postRequestedFor(anyUrl())).getFirst().getBodyAsString())
        .contains(
            "Anna heeft het alarm bij stib / parking permit / KIOSK gesloten: gezien",
            "Gesloten door",
            "Alarm bekijken")
        .doesNotContain("Bevestigen", "Dempen", "#acknowledge", "/silences");
  }

  @Test
  void teamsReadsAnAdaptiveCard() {
    send(ChatKind.TEAMS, Language.NL, ExampleAlerts.resolved());

    received(
        """
        {"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {
          "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
          "body": [
            {"type": "TextBlock", "text": "Voorbij: stib / parking permit / KIOSK (csat-floor)", "wrap": true, "size": "Large", "weight": "Bolder"},
            {"type": "TextBlock", "text": "De tevredenheid bij stib / parking permit / KIOSK is nu 62,5~% (95 %-BI 52,0~% tot 71,9~%, n = 88).", "wrap": true},
            {"type": "FactSet", "facts": [
              {"title": "Waar", "value": "stib / parking permit / KIOSK"},
              {"title": "Nu", "value": "62,5~% (95 %-BI 52,0~% tot 71,9~%, n = 88)"},
              {"title": "Geteld sinds", "value": "dinsdag 24 november 2026 om 9.00~uur"},
              {"title": "Vergeleken met", "value": "de grens van 70,0~%"},
              {"title": "Alarm sinds", "value": "dinsdag 24 november 2026 om 11.00~uur"},
              {"title": "Voorbij op", "value": "dinsdag 24 november 2026 om 13.30~uur"},
              {"title": "Regel", "value": "csat-floor"},
              {"title": "Ernst", "value": "kritiek"}]}],
          "actions": [
            {"type": "Action.OpenUrl", "title": "Alarm bekijken", "url": "ALERT_URL"},
            {"type": "Action.OpenUrl", "title": "Cijfers bekijken", "url": "https://onthaal.example.org/scores?service=parking%20permit&channel=KIOSK"}],
          "msteams": {"width": "Full"}}}]}
        """
            .replace("ALERT_URL", ALERT_URL));
  }

  @Test
  void mattermostReadsAttachmentsWithoutMentions() {
    send(ChatKind.MATTERMOST, Language.DE, ExampleAlerts.absent());

    received(
        """
        {"text": "#### Alarm: stib / parking permit / KIOSK \\\\(csat-floor\\\\)",
         "attachments": [{"fallback": "Alarm: stib / parking permit / KIOSK (csat-floor)", "color": "#B3261E",
           "text": "Keine Bewertungen bei stib / parking permit / KIOSK seit Dienstag, 24. November 2026, 09:00~Uhr.\\n[Alarm ansehen](ALERT_URL) · [Zahlen ansehen](https://onthaal.example.org/scores?service=parking%20permit&channel=KIOSK)",
           "fields": [
             {"short": true, "title": "Wo", "value": "stib / parking permit / KIOSK"},
             {"short": true, "title": "Gezählt seit", "value": "Dienstag, 24. November 2026, 09:00~Uhr"},
             {"short": true, "title": "Verglichen mit", "value": "mindestens einer Bewertung in 24 Std."},
             {"short": true, "title": "Alarm seit", "value": "Dienstag, 24. November 2026, 11:00~Uhr"},
             {"short": true, "title": "Regel", "value": "csat-floor"},
             {"short": true, "title": "Schweregrad", "value": "kritisch"}]}]}
        """
            .replace("ALERT_URL", ALERT_URL));
  }

  @Test
  void addressOfARoomIsNeverShown() {
    Destination.Chat room =
        new Destination.Chat(
            ChatKind.SLACK, URI.create("https://hooks.slack.com/services/T0/swordfish"));

    assertThat(room + room.endpoint()).doesNotContain("swordfish").contains("hooks.slack.com");
  }

  private void send(ChatKind kind, Language language, String body) {
    AddressGuard guard = new AddressGuard(AddressGuard.Names.system(), true, List.of());
    Destination.Chat room =
        new Destination.Chat(
            kind, URI.create("http://127.0.0.1:" + server.port() + "/services/room"));

    Outcome outcome =
        new ChatSender(room, language, new GuardedPost(guard, Duration.ofSeconds(5)))
            .send(new Message(ExampleAlerts.NOTIFICATION, body), NOW);

    assertThat(outcome).isEqualTo(new Outcome.Delivered(200));
  }

  /// `~` stands for the space between a number and its sign, which ends no line.
  private void received(String json) {
    server.verify(
        postRequestedFor(urlEqualTo("/services/room"))
            .withRequestBody(equalToJson(json.replace('~', '\u00a0'))));
  }
}
