package org.onthaal.aggregation.notify.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.message.Letter;
import org.onthaal.aggregation.notify.message.News;
import org.onthaal.aggregation.notify.message.NewsReader;
import org.onthaal.aggregation.notify.message.Wording;

class TrialTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:05.123456Z");
  private static final Destination ROOM =
      new Destination.Chat(Destination.ChatKind.SLACK, URI.create("https://chat.example/hook"));
  private final List<Receiver.Message> sent = new ArrayList<>();
  private final Trial trial =
      new Trial(
          (_, message, _) -> {
            sent.add(message);
            return new Outcome.Delivered(200);
          },
          UUID::randomUUID);

  @Test
  void messageSaysThatItIsATestAndWhoAskedForIt() {
    assertThat(trial.of(team(ROOM), "Anna \"A\"", NOW)).isEqualTo(new Outcome.Delivered(200));

    assertThat(NewsReader.read(sent.getFirst().body()))
        .isEqualTo(
            new News.OfTest("team", "Anna \"A\"", Instant.parse("2026-11-24T10:00:05.123Z")));
  }

  @Test
  void everyTestIsAnother() {
    var _ = trial.of(team(ROOM), "Anna", NOW);
    var _ = trial.of(team(ROOM), "Anna", NOW);

    assertThat(sent.get(0).id()).isNotEqualTo(sent.get(1).id());
  }

  @Test
  void alertmanagerGetsAnAlert() {
    var to =
        new Destination.Alertmanager(List.of(URI.create("http://127.0.0.1:1")), Optional.empty());

    var _ = trial.of(team(to), "Anna", NOW);

    assertThat(sent.getFirst().body())
        .contains("\"alertname\":\"OnthaalTest\"", "\"receiver\":\"team\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | Essai pour team | Les alertes arriveraient ici. Il n’y a rien à faire. | Demandé par
          NL | Proef voor team | Alarmen zouden hier aankomen. U hoeft niets te doen. | Gevraagd door
          DE | Versuch für team | Alarme kämen hier an. Es ist nichts zu tun.         | Verlangt von
          EN | Test for team   | Alerts would arrive here. There is nothing to do.    | Asked for by
          """)
  void peopleReadItInTheirLanguage(Language language, String title, String lead, String asked) {
    Letter letter = new Wording(language).of(new News.OfTest("team", "Anna\nB", NOW));

    assertThat(letter.title()).isEqualTo(title);
    assertThat(letter.tone()).isEqualTo(Letter.Tone.INFO);
    assertThat(letter.parts().getFirst().lead()).isEqualTo(lead);
    assertThat(letter.parts().getFirst().facts().getFirst())
        .isEqualTo(new Letter.Fact(asked, "Anna B"));
  }

  private static ReceiverSpec team(Destination destination) {
    return new ReceiverSpec("team", Language.FR, destination);
  }
}
