package org.onthaal.aggregation.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.alert.KioskSeen;
import org.onthaal.aggregation.alert.KioskSeen.Trouble;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.notify.ExampleAlerts;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.MessageBody;
import org.onthaal.aggregation.notify.Notification.Kind;
import org.onthaal.aggregation.rule.Figure;
import org.onthaal.aggregation.rule.Limit;
import org.onthaal.aggregation.rule.Rule;

/// Every kind of rule, every way to begin, to be repeated and to end, in every language.
class EveryAlertInEveryLanguageTest {
  private static final Instant SINCE = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant AFTERWARDS = ExampleAlerts.FIRED_AT.plusSeconds(3_600);
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String SENTENCE =
      "Satisfaction at stib is 62.5 % (88 ratings since 2026-11-24 09:00), below the limit of 70 %.";

  /// Words of the English phrases that are words of no other language here.
  private static final Pattern ENGLISH =
      Pattern.compile(
          "\\b(the|at|are|were|below|above|since|ratings?|fell|rose|usual|usually|satisfaction fell"
              + "|dissatisfaction|closed|by|and|again|there|expected|alert|drop|figure|mean|firing"
              + "|resolved|window|before|days|than|once|chance|watches|changed|ended|least|see"
              + "|compared|counted|newest|severity|rule|where|now|reason|strong|critical)\\b",
          Pattern.CASE_INSENSITIVE);

  /// Words that are French, Dutch or German as well.
  private static final List<String> SHARED = List.of("satisfaction", "alarm", "information");

  /// @param figures numbers that must stand in it, with a point
  record Case(String name, String body, List<String> figures) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Kept(String name, Rule rule, Evidence start, Evidence later) {}

  private static List<Kept> kept() {
    Evidence low = evidence(1_234, figure(62.5), Optional.empty(), Optional.empty());
    Evidence lower = evidence(2_345, figure(51.5), Optional.empty(), Optional.empty());
    Evidence fell = evidence(1_234, figure(62.5), before(81.5), Optional.empty());
    Evidence fellMore = evidence(2_345, figure(51.5), before(81.5), Optional.empty());
    Evidence proven = evidence(1_234, figure(62.5), before(81.5), Optional.of(7_412.7));
    Evidence targeted = evidence(1_234, figure(2.5), Optional.empty(), Optional.of(7_412.7));
    Evidence targetedMore = evidence(2_345, figure(1.5), Optional.empty(), Optional.of(7_412.7));
    Evidence nobody = absent(Optional.of(SINCE));
    return List.of(
        new Kept("below", threshold(Figure.CSAT, Limit.Side.BELOW, "70", "75.5"), low, lower),
        new Kept(
            "above", threshold(Figure.DISSATISFIED, Limit.Side.ABOVE, "20", "15.5"), low, lower),
        new Kept("mean", threshold(Figure.MEAN, Limit.Side.BELOW, "70", "75.5"), low, lower),
        new Kept("decline", decline(Figure.CSAT), fell, fellMore),
        new Kept("decline of the mean", decline(Figure.MEAN), fell, fellMore),
        new Kept("drop", drop(new Rule.Against.Usual()), proven, fellMore),
        new Kept("drop without ratings", drop(new Rule.Against.Usual()), nobody, proven),
        new Kept(
            "target", drop(new Rule.Against.Target(new BigDecimal("4.5"))), targeted, targetedMore),
        new Kept("silent kiosk", kiosks(), kiosk(Trouble.SILENT), kiosk(Trouble.SILENT)),
        new Kept("full kiosk", kiosks(), kiosk(Trouble.NO_ROOM), kiosk(Trouble.NONE)),
        new Kept("lost kiosk", kiosks(), kiosk(Trouble.NO_TOUCHPOINT), kiosk(Trouble.NONE)),
        new Kept("stuck kiosk", kiosks(), kiosk(Trouble.PRESSES_WAIT), kiosk(Trouble.NONE)),
        new Kept(
            "absence",
            new Rule.Absence(ExampleAlerts.watch(), Duration.ofHours(24)),
            nobody,
            absent(Optional.of(AFTERWARDS))),
        new Kept(
            "unusual absence",
            new Rule.UnusualAbsence(ExampleAlerts.watch(), YEAR, Duration.ofHours(1)),
            unusual(12.5),
            unusual(23.5)));
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Kept kept : kept()) {
      Optional<Rule> rule = Optional.of(kept.rule());
      Alert alert = ExampleAlerts.alert(kept.rule(), kept.start(), SENTENCE);
      Alert later = ExampleAlerts.alert(kept.rule(), kept.later(), SENTENCE);
      String start = ExampleAlerts.actedOn(Kind.FIRING, alert, rule);
      cases.add(new Case(kept.name() + " begins", start, figures(kept.start())));
      cases.add(
          new Case(
              kept.name() + " is repeated",
              MessageBody.withFigures(start, later),
              figures(kept.later())));
      for (Ending.Name name : Ending.Name.values()) {
        String end =
            ExampleAlerts.actedOn(
                Kind.RESOLVED, ExampleAlerts.ended(later, name.ending("Anna", "42")), rule);
        cases.add(new Case(kept.name() + " ends, " + name, end, figures(kept.later())));
      }
      String unknown =
          ExampleAlerts.actedOn(
              Kind.RESOLVED,
              ExampleAlerts.ended(later, new Ending.NoLongerWatched()),
              Optional.empty());
      cases.add(new Case(kept.name() + " of an unknown rule", unknown, figures(kept.later())));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsEnglishButEnglishAndTheFiguresStandInIt(Case told) {
    Letter english = letter(told.body(), Language.EN);
    assertThat(String.join("\n", texts(english))).doesNotContain(SENTENCE);
    assertThat(ENGLISH.matcher(english.parts().getFirst().lead()).find())
        .as("the list of words knows the English of " + told)
        .isTrue();
    for (Language language : Language.values()) {
      Letter letter = letter(told.body(), language);
      String all = String.join("\n", texts(letter));
      for (String figure : told.figures()) {
        assertThat(all).as(language + " " + told).contains(written(figure, language));
      }
      if (language != Language.EN) {
        assertThat(letter.parts().getFirst().lead())
            .isNotEqualTo(english.parts().getFirst().lead());
        assertThat(ENGLISH.matcher(all).results().map(found -> found.group()).toList())
            .as(language + " " + all)
            .allMatch(word -> SHARED.contains(word.toLowerCase(java.util.Locale.ROOT)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pagesToActAreOfferedWhileItFires(Case told) {
    News.OfAlerts news = (News.OfAlerts) NewsReader.read(told.body());
    Letter.Part part = letter(told.body(), Language.EN).parts().getFirst();

    assertThat(part.links()).hasSize(news.isFiring() ? 4 : 2);
  }

  private static List<String> texts(Letter letter) {
    List<String> texts = new ArrayList<>(List.of(letter.title()));
    for (Letter.Part part : letter.parts()) {
      texts.add(part.lead());
      part.facts().forEach(fact -> texts.add(fact.name() + ": " + fact.value()));
      part.links().forEach(link -> texts.add(link.title()));
    }
    return texts;
  }

  private static Letter letter(String body, Language language) {
    return new Wording(language).of(NewsReader.read(body));
  }

  private static String written(String figure, Language language) {
    return switch (language) {
      case FR -> figure.replace(',', '\u202f').replace('.', ',');
      case NL, DE -> figure.replace(',', ' ').replace('.', ',').replace(' ', '.');
      case EN -> figure;
    };
  }

  private static List<String> figures(Evidence evidence) {
    List<String> figures = new ArrayList<>();
    evidence
        .figure()
        .ifPresent(figure -> {
          figures.add(Double.toString(figure.value()));
          figures.add(evidence.n() == 1_234 ? "1,234" : "2,345");
        });
    evidence.previous().flatMap(Evidence.Previous::value).ifPresent(v -> figures.add("" + v));
    evidence.expected().ifPresent(expected -> figures.add(Double.toString(expected)));
    evidence.evidenceDays().ifPresent(_ -> figures.add("7,412"));
    return figures;
  }

  private static Optional<Evidence.Figures> figure(double value) {
    return Optional.of(new Evidence.Figures(value, Optional.of(value - 1), Optional.of(value + 1)));
  }

  private static Optional<Evidence.Previous> before(double value) {
    return Optional.of(
        new Evidence.Previous(3_456, Optional.of(value), Optional.of(19.0), Optional.empty()));
  }

  private static Evidence evidence(
      long n,
      Optional<Evidence.Figures> figure,
      Optional<Evidence.Previous> previous,
      Optional<Double> days) {
    return new Evidence(
        new Evidence.WindowSpan(SINCE, Optional.of(ExampleAlerts.FIRED_AT), BRUSSELS),
        n,
        figure,
        previous,
        Optional.empty(),
        days);
  }

  private static Evidence absent(Optional<Instant> newest) {
    return new Evidence(
        new Evidence.WindowSpan(newest.orElse(SINCE), Optional.empty(), BRUSSELS),
        0,
        Optional.empty(),
        Optional.empty(),
        newest);
  }

  private static Evidence unusual(double expected) {
    return new Evidence(
        new Evidence.WindowSpan(SINCE, Optional.of(ExampleAlerts.FIRED_AT), BRUSSELS),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(7_412.7),
        Optional.of(expected));
  }

  private static Rule kiosks() {
    return new Rule.Kiosk(ExampleAlerts.watch(), Duration.ofMinutes(30), Duration.ofHours(2));
  }

  private static Evidence kiosk(Trouble trouble) {
    return new Evidence(
        new Evidence.WindowSpan(SINCE, Optional.empty(), BRUSSELS),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new KioskSeen("Desk 3", trouble, Optional.of(SINCE), 1_234, 1)));
  }

  private static Rule threshold(Figure figure, Limit.Side side, String value, String resolveAt) {
    return new Rule.Threshold(
        ExampleAlerts.watch(),
        Metric.CSAT,
        figure,
        new Limit(side, new BigDecimal(value), new BigDecimal(resolveAt)),
        ExampleAlerts.window(),
        30);
  }

  private static Rule decline(Figure figure) {
    return new Rule.Decline(
        ExampleAlerts.watch(),
        Metric.CSAT,
        figure,
        new Rule.Fall(Optional.of(BigDecimal.TEN), Optional.empty()),
        ExampleAlerts.window(),
        30);
  }

  private static Rule drop(Rule.Against against) {
    return new Rule.Drop(
        ExampleAlerts.watch(),
        Metric.CSAT,
        Figure.MEAN,
        against,
        YEAR,
        Duration.ofMinutes(5),
        true);
  }
}
