package org.onthaal.aggregation.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
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
          FR | Alerte : stib / parking permit / KIOSK (csat-floor) | La satisfaction baisse pour stib / parking permit / KIOSK : de 81,2 % (n = 1 200) à 62,5 % (IC à 95 % : 52,0 % à 71,9 %, n = 88).
          NL | Alarm: stib / parking permit / KIOSK (csat-floor) | De tevredenheid daalt bij stib / parking permit / KIOSK: van 81,2 % (n = 1.200) naar 62,5 % (95 %-BI 52,0 % tot 71,9 %, n = 88).
          DE | Alarm: stib / parking permit / KIOSK (csat-floor) | Die Zufriedenheit sinkt bei stib / parking permit / KIOSK: von 81,2 % (n = 1.200) auf 62,5 % (95-%-KI 52,0 % bis 71,9 %, n = 88).
          EN | Alert: stib / parking permit / KIOSK (csat-floor) | Satisfaction fell at stib / parking permit / KIOSK: from 81.2 % (n = 1,200) to 62.5 % (95 % CI 52.0 % to 71.9 %, n = 88).
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
          FR | Où; Maintenant; Compté depuis; Comparé à; En alerte depuis; Règle; Gravité | mardi 24 novembre 2026 à 9 h | la limite de 70,0 %
          NL | Waar; Nu; Geteld sinds; Vergeleken met; Alarm sinds; Regel; Ernst | dinsdag 24 november 2026 om 9.00 uur | de grens van 70,0 %
          DE | Wo; Jetzt; Gezählt seit; Verglichen mit; Alarm seit; Regel; Schweregrad | Dienstag, 24. November 2026, 09:00 Uhr | der Grenze von 70,0 %
          EN | Where; Now; Counted since; Compared with; Firing since; Rule; Severity | Tuesday 24 November 2026 at 09:00 | the limit of 70.0 %
          """)
  void factsSayWhereSinceWhenAndComparedWithWhat(
      Language language, String names, String since, String comparison) {
    List<Letter.Fact> facts = letter(language, ExampleAlerts.firing()).parts().getFirst().facts();

    assertThat(facts.stream().map(Letter.Fact::name).collect(Collectors.joining("; ")))
        .isEqualTo(names);
    assertThat(facts.get(0).value()).isEqualTo("stib / parking permit / KIOSK");
    assertThat(plain(facts.get(2).value())).isEqualTo(since);
    assertThat(plain(facts.get(3).value())).isEqualTo(comparison);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | Aucune évaluation pour stib / parking permit / KIOSK depuis le mardi 24 novembre 2026 à 9 h. | au moins une évaluation en 24 h
          NL | Geen beoordelingen bij stib / parking permit / KIOSK sinds dinsdag 24 november 2026 om 9.00 uur. | minstens één beoordeling per 24 u
          DE | Keine Bewertungen bei stib / parking permit / KIOSK seit Dienstag, 24. November 2026, 09:00 Uhr. | mindestens einer Bewertung in 24 Std.
          EN | No ratings at stib / parking permit / KIOSK since Tuesday 24 November 2026 at 09:00. | at least one rating in 24 h
          """)
  void absenceSaysWhatIsExpected(Language language, String lead, String comparison) {
    Letter.Part part = letter(language, ExampleAlerts.absent()).parts().getFirst();

    assertThat(plain(part.lead())).isEqualTo(lead);
    assertThat(part.facts()).extracting(Letter.Fact::value).contains(comparison);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | Aucune évaluation pour stib / parking permit / KIOSK depuis le mardi 24 novembre 2026 à 9 h, soit 3 h ; 12,5 étaient attendues. | ce qui est habituel à ce moment de la semaine | par hasard, moins d’une fois en 412 jours
          NL | Geen beoordelingen bij stib / parking permit / KIOSK sinds dinsdag 24 november 2026 om 9.00 uur, gedurende 3 u; er werden er 12,5 verwacht. | wat gebruikelijk is op dit moment van de week | door toeval minder dan eens in 412 dagen
          DE | Keine Bewertungen bei stib / parking permit / KIOSK seit Dienstag, 24. November 2026, 09:00 Uhr, in 3 Std.; 12,5 waren zu erwarten. | dem, was um diese Zeit der Woche üblich ist | durch Zufall seltener als einmal in 412 Tagen
          EN | No ratings at stib / parking permit / KIOSK since Tuesday 24 November 2026 at 09:00, for 3 h; 12.5 were to be expected. | what is usual at this time of the week | by chance less than once in 412 days
          """)
  void unusualAbsenceSaysHowLongAndHowManyWereToBeExpected(
      Language language, String lead, String comparison, String strength) {
    Letter.Part part = letter(language, ExampleAlerts.unusuallyAbsent()).parts().getFirst();

    assertThat(plain(part.lead())).isEqualTo(lead);
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
        ExampleAlerts.declined()
            .replaceFirst("\"n\":\\s*88", "$0, \"evidenceDays\": 412.7")
            .replace("\"kind\":\"decline\"", "\"kind\":\"drop\"");

    List<Letter.Fact> facts = letter(language, body).parts().getFirst().facts();

    assertThat(facts).extracting(Letter.Fact::value).contains(comparison, strength);
  }

  @Test
  void endIsCalmAndSaysWhen() {
    Letter letter = letter(Language.EN, ExampleAlerts.resolved());

    assertThat(letter.title()).isEqualTo("Resolved: stib / parking permit / KIOSK (csat-floor)");
    assertThat(letter.tone()).isEqualTo(Tone.RESOLVED);
    assertThat(letter.parts().getFirst().facts())
        .contains(new Letter.Fact("Resolved on", "Tuesday 24 November 2026 at 13:30"));
  }

  @Test
  void titleIsOneLineWhateverACodeHolds() {
    String body = ExampleAlerts.firing().replace("parking permit", "parking\\r\\nBcc: all");

    assertThat(letter(Language.EN, body).title())
        .isEqualTo("Alert: stib / parking  Bcc: all / KIOSK (csat-floor)");
  }

  @Test
  void alertOfAnUnknownRuleIsToldInEachLanguageToo() {
    assertThat(plain(letter(Language.FR, ExampleAlerts.ofUnknownRule()).parts().getFirst().lead()))
        .isEqualTo(
            "La mesure pour stib / parking permit / KIOSK est maintenant de 62,5 (IC à 95 % : 52,0"
                + " à 71,9, n = 88).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | Anna a clos l’alerte pour stib / parking permit / KIOSK : vu sur place | Clos par | Motif | Voir l’alerte
          NL | Anna heeft het alarm bij stib / parking permit / KIOSK gesloten: vu sur place | Gesloten door | Reden | Alarm bekijken
          DE | Anna hat den Alarm bei stib / parking permit / KIOSK geschlossen: vu sur place | Geschlossen von | Grund | Alarm ansehen
          EN | Anna closed the alert at stib / parking permit / KIOSK: vu sur place | Closed by | Reason | See the alert
          """)
  void closedAlertSaysByWhomAndWhyAndOffersNothingToDo(
      Language language, String lead, String by, String why, String link) {
    Letter.Part part =
        letter(language, ExampleAlerts.closed("Anna", "vu\nsur place")).parts().getFirst();

    assertThat(part.lead()).isEqualTo(lead);
    assertThat(part.facts())
        .contains(new Letter.Fact(by, "Anna"), new Letter.Fact(why, "vu sur place"));
    assertThat(part.links()).hasSize(2).first().extracting(Letter.Link::title).isEqualTo(link);
  }

  @Test
  void messageOfAnEarlierVersionOffersNothingToDoOnceItIsOverEither() {
    String body =
        ExampleAlerts.resolved()
            .replace("\"links\":{", "\"links\":{\"silence\":\"https://onthaal.example.org/s\",");

    assertThat(letter(Language.NL, body).parts().getFirst().links())
        .extracting(Letter.Link::title)
        .containsExactly("Alarm bekijken", "Cijfers bekijken");
  }

  @Test
  void dutchButtonConfirms() {
    String body =
        ExampleAlerts.firing()
            .replace(
                "\"links\":{", "\"links\":{\"acknowledge\":\"https://onthaal.example.org/a\",");

    assertThat(letter(Language.NL, body).parts().getFirst().links())
        .extracting(Letter.Link::title)
        .contains("Bevestigen");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | 2 | 1 | stib / parking permit / KIOSK : 2 alertes en cours, 1 alerte terminée
          FR | 1 | 2 | stib / parking permit / KIOSK : 1 alerte en cours, 2 alertes terminées
          NL | 2 | 1 | stib / parking permit / KIOSK: 2 alarmen bezig, 1 alarm voorbij
          NL | 1 | 2 | stib / parking permit / KIOSK: 1 alarm bezig, 2 alarmen voorbij
          DE | 2 | 1 | stib / parking permit / KIOSK: 2 Alarme aktiv, 1 Alarm beendet
          DE | 1 | 2 | stib / parking permit / KIOSK: 1 Alarm aktiv, 2 Alarme beendet
          EN | 2 | 1 | stib / parking permit / KIOSK: 2 alerts firing, 1 alert resolved
          EN | 1 | 2 | stib / parking permit / KIOSK: 1 alert firing, 2 alerts resolved
          EN | 1200 | 0 | stib / parking permit / KIOSK: 1,200 alerts firing
          """)
  void titleOfAGroupSaysWhereAndCountsAll(
      Language language, long firing, long resolved, String title) {
    AlertNews alert = ((News.OfAlerts) NewsReader.read(ExampleAlerts.firing())).alerts().getFirst();
    News group =
        new News.OfAlerts(
            "service",
            ExampleAlerts.FIRED_AT,
            new News.OfAlerts.Count(firing, resolved),
            List.of(alert, alert));

    assertThat(new Wording(language).of(group).title()).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FR | L’essai nocturne du mardi 24 novembre 2026 à 2 h UTC | Une entrée du journal n’a pas pu être comptée, 3:17
          NL | De nachtelijke proef van dinsdag 24 november 2026 om 2.00 uur UTC | Een regel van het logboek kon niet worden geteld, 3:17
          DE | Der nächtliche Versuch vom Dienstag, 24. November 2026, 02:00 Uhr UTC | Ein Eintrag des Protokolls konnte nicht gezählt werden, 3:17
          EN | The canary of Tuesday 24 November 2026 at 02:00 UTC | A log entry could not be counted, 3:17
          """)
  void troubleSaysWhenAndHowManyInItsLanguage(Language language, String canary, String one) {
    News.OfLog quarantined = new News.OfLog("3:17", 1, ExampleAlerts.FIRED_AT, "no such metric");

    assertThat(plain(letter(language, ExampleAlerts.canaryMissed()).title())).startsWith(canary);
    assertThat(new Wording(language).of(quarantined).title()).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-12-01T08:05:00Z | FR | mardi 1er décembre 2026 à 9 h 05
          2026-11-26T12:30:00Z | FR | jeudi 26 novembre 2026 à 13 h 30
          2026-11-26T12:30:00Z | NL | donderdag 26 november 2026 om 13.30 uur
          2026-11-26T12:30:00Z | DE | Donnerstag, 26. November 2026, 13:30 Uhr
          2026-11-26T12:30:00Z | EN | Thursday 26 November 2026 at 13:30
          """)
  void timeIsWrittenAsPeopleWriteIt(Instant at, Language language, String written) {
    assertThat(plain(new Notation(language).time(at, ZoneId.of("Europe/Brussels"))))
        .isEqualTo(written);
  }

  @Test
  void troubleOfOurOwnIsToldTooInEachLanguage() {
    for (Language language : Language.values()) {
      assertThat(letter(language, ExampleAlerts.deadLetter()).title()).contains("parking-team");
      assertThat(letter(language, ExampleAlerts.quarantined()).title()).contains("3:17", "2");
      assertThat(letter(language, ExampleAlerts.canaryMissed()).parts().getFirst().lead())
          .isNotEmpty();
    }
  }

  private static Letter letter(Language language, String body) {
    return new Wording(language).of(NewsReader.read(body));
  }

  /// Numbers and their signs are kept together by a space that tests need not write.
  private static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', ' ');
  }
}
