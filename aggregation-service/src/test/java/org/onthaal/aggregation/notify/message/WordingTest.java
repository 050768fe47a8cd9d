package org.onthaal.aggregation.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.aggregation.notify.ExampleAlerts;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.message.Letter.Tone;

class WordingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | Alerte : stib / parking permit / KIOSK (csat-floor) | La satisfaction baisse pour stib / parking permit / KIOSK : de 81,2 % (n = 1200) à 62,5 % (IC à 95 % : 52,0 % à 71,9 %, n = 88).
          NL | Alarm: stib / parking permit / KIOSK (csat-floor) | De tevredenheid daalt bij stib / parking permit / KIOSK: van 81,2 % (n = 1200) naar 62,5 % (95 %-BI 52,0 % tot 71,9 %, n = 88).
          DE | Alarm: stib / parking permit / KIOSK (csat-floor) | Die Zufriedenheit sinkt bei stib / parking permit / KIOSK: von 81,2 % (n = 1200) auf 62,5 % (95-%-KI 52,0 % bis 71,9 %, n = 88).
          EN | Alert: stib / parking permit / KIOSK (csat-floor) | Satisfaction fell at stib / parking permit / KIOSK: from 81.2 % (n = 1200) to 62.5 % (95 % CI 52.0 % to 71.9 %, n = 88).
          """)
  void declineSaysFromWhatToWhatAndHowSure(Language language, String title, String lead) {
    Letter letter = letter(language, ExampleAlerts.declined());

    assertThat(letter.title()).isEqualTo(title);
    assertThat(plain(letter.parts().getFirst().lead())).isEqualTo(lead);
    assertThat(letter.tone()).isEqualTo(Tone.CRITICAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | Où; Maintenant; Compté depuis; Comparé à; En alerte depuis; Règle; Gravité | mardi 24 novembre 2026 09:00 | la limite de 70,0 %
          NL | Waar; Nu; Geteld sinds; Vergeleken met; Alarm sinds; Regel; Ernst | dinsdag 24 november 2026 09:00 | de grens van 70,0 %
          DE | Wo; Jetzt; Gezählt seit; Verglichen mit; Alarm seit; Regel; Schweregrad | Dienstag 24 November 2026 09:00 | der Grenze von 70,0 %
          EN | Where; Now; Counted since; Compared with; Firing since; Rule; Severity | Tuesday 24 November 2026 09:00 | the limit of 70.0 %
          """)
  void factsSayWhereSinceWhenAndComparedWithWhat(
      Language language, String names, String since, String comparison) {
    List<Letter.Fact> facts = letter(language, ExampleAlerts.firing()).parts().getFirst().facts();

    assertThat(facts.stream().map(Letter.Fact::name).collect(Collectors.joining("; ")))
        .isEqualTo(names);
    assertThat(facts.get(0).value()).isEqualTo("stib / parking permit / KIOSK");
    assertThat(facts.get(2).value()).isEqualTo(since);
    assertThat(plain(facts.get(3).value())).isEqualTo(comparison);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | Aucune évaluation pour stib / parking permit / KIOSK depuis le mardi 24 novembre 2026 09:00. | au moins une évaluation en 24 h
          NL | Geen beoordelingen bij stib / parking permit / KIOSK sinds dinsdag 24 november 2026 09:00. | minstens één beoordeling per 24 u
          DE | Keine Bewertungen bei stib / parking permit / KIOSK seit Dienstag 24 November 2026 09:00. | mindestens einer Bewertung in 24 Std.
          EN | No ratings at stib / parking permit / KIOSK since Tuesday 24 November 2026 09:00. | at least one rating in 24 h
          """)
  void absenceSaysWhatIsExpected(Language language, String lead, String comparison) {
    Letter.Part part = letter(language, ExampleAlerts.absent()).parts().getFirst();

    assertThat(part.lead()).isEqualTo(lead);
    assertThat(part.facts()).extracting(Letter.Fact::value).contains(comparison);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | Aucune évaluation pour stib / parking permit / KIOSK depuis le mardi 24 novembre 2026 09:00, soit 3 h ; 12,5 étaient attendues. | ce qui est habituel à ce moment de la semaine | par hasard, moins d’une fois en 412 jours
          NL | Geen beoordelingen bij stib / parking permit / KIOSK sinds dinsdag 24 november 2026 09:00, gedurende 3 u; er werden er 12,5 verwacht. | wat gebruikelijk is op dit moment van de week | door toeval minder dan eens in 412 dagen
          DE | Keine Bewertungen bei stib / parking permit / KIOSK seit Dienstag 24 November 2026 09:00, in 3 Std.; 12,5 waren zu erwarten. | dem, was um diese Zeit der Woche üblich ist | durch Zufall seltener als einmal in 412 Tagen
          EN | No ratings at stib / parking permit / KIOSK since Tuesday 24 November 2026 09:00, for 3 h; 12.5 were to be expected. | what is usual at this time of the week | by chance less than once in 412 days
          """)
  void unusualAbsenceSaysHowLongAndHowManyWereToBeExpected(
      Language language, String lead, String comparison, String strength) {
    Letter.Part part = letter(language, ExampleAlerts.unusuallyAbsent()).parts().getFirst();

    assertThat(part.lead()).isEqualTo(lead);
    assertThat(part.facts()).extracting(Letter.Fact::value).contains(comparison, strength);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | ce qui est habituel à ce moment de la semaine | par hasard, moins d’une fois en 412 jours
          NL | wat gebruikelijk is op dit moment van de week | door toeval minder dan eens in 412 dagen
          DE | dem, was um diese Zeit der Woche üblich ist | durch Zufall seltener als einmal in 412 Tagen
          EN | what is usual at this time of the week | by chance less than once in 412 days
          """)
  void dropSaysHowStrongTheEvidenceIs(Language language, String comparison, String strength) {
    String body =
        ExampleAlerts.declined().replaceFirst("\"n\":\\s*88", "$0, \"evidenceDays\": 412.7");

    List<Letter.Fact> facts = letter(language, body).parts().getFirst().facts();

    assertThat(facts).extracting(Letter.Fact::value).contains(comparison, strength);
  }

  @Test
  void endIsCalmAndSaysWhen() {
    Letter letter = letter(Language.EN, ExampleAlerts.resolved());

    assertThat(letter.title()).isEqualTo("Resolved: stib / parking permit / KIOSK (csat-floor)");
    assertThat(letter.tone()).isEqualTo(Tone.RESOLVED);
    assertThat(letter.parts().getFirst().facts())
        .contains(new Letter.Fact("Resolved at", "Tuesday 24 November 2026 13:30"));
  }

  @Test
  void titleIsOneLineWhateverACodeHolds() {
    String body = ExampleAlerts.firing().replace("parking permit", "parking\\r\\nBcc: all");

    assertThat(letter(Language.EN, body).title())
        .isEqualTo("Alert: stib / parking  Bcc: all / KIOSK (csat-floor)");
  }

  @Test
  void withoutItsRuleAnAlertIsToldByItsOwnSentence() {
    assertThat(letter(Language.FR, ExampleAlerts.ofUnknownRule()).parts().getFirst().lead())
        .isEqualTo("Satisfaction <is> low.");
  }

  @Test
  void troubleOfOurOwnIsToldTooInEachLanguage() {
    for (Language language : Language.values()) {
      assertThat(letter(language, ExampleAlerts.deadLetter()).title()).contains("parking-team");
      assertThat(letter(language, ExampleAlerts.quarantined()).title()).contains("3:17", "2");
      assertThat(letter(language, ExampleAlerts.canaryMissed()).title())
          .contains("2026-11-24T02:00:00Z");
      assertThat(letter(language, ExampleAlerts.canaryMissed()).parts().getFirst().lead())
          .isNotEmpty();
    }
  }

  private static Letter letter(Language language, String body) {
    return new Wording(language).of(NewsReader.read(body));
  }

  /// Numbers and their signs are kept together by a space that tests need not write.
  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }
}
