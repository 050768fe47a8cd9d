package org.onthaal.feedback.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.onthaal.feedback.survey.CatalogFile.Reading;
import org.onthaal.feedback.survey.CatalogProblem.Kind;
import org.onthaal.testkit.BranchingExample;

class CatalogFileTest {
  private static final SurveyCatalog BUILT_IN =
      applied(CatalogSnapshot.EMPTY, resource("built-in"));
  private static final String SMALL =
      """
      administrations:
        - code: ixelles
          zone: Europe/Brussels
          names: {fr: Ixelles, nl: Elsene}
          services:
            - code: parking
              names: {fr: Stationnement}
              touchpoints:
                - key: parking-online
                  names: {fr: En ligne}
                  channels: [WEB, QR]
      """;

  @Test
  void exampleIsCorrectAndRich() {
    SurveyCatalog example = applied(BUILT_IN, resource("brussels"));

    assertThat(example.administrations()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(
            Stream.of("parking-permit", "parking-permit-page", "canal-library-members")
                .map(key -> example.touchpoint(key).orElseThrow())
                .map(touchpoint -> example.newest(touchpoint.survey()).orElseThrow())
                .map(survey -> survey.coreQuestion().metric()))
        .as("to try each of them as a first question")
        .containsExactly(Metric.CSAT, Metric.THUMBS, Metric.NPS);
    assertThat(example.newest("counter-visit").orElseThrow().questions()).hasSize(2);
    assertThat(example.touchpoint("parking-permit").orElseThrow().channels())
        .contains(Channel.WEB, Channel.QR);
  }

  @Test
  void smallDocumentGetsDefaults() {
    Touchpoint touchpoint = applied(BUILT_IN, SMALL).touchpoint("parking-online").orElseThrow();

    assertThat(touchpoint.defaultChannel()).isEqualTo(Channel.WEB);
    assertThat(touchpoint.languages()).isEqualTo(Language.REQUIRED);
    assertThat(touchpoint.survey()).isEqualTo(Survey.BUILT_IN);
    assertThat(touchpoint.retired()).isFalse();
  }

  @Test
  void repeatedDocumentChangesNothing() {
    SurveyCatalog once = applied(BUILT_IN, SMALL);

    assertThat(correct(once, SMALL).isEmpty()).isTrue();
    assertThat(correct(applied(BUILT_IN, resource("brussels")), resource("brussels")).isEmpty())
        .isTrue();
  }

  @Test
  void fieldsThatAreAbsentKeepTheirValue() {
    CatalogChange change =
        correct(
            applied(BUILT_IN, SMALL),
            """
            administrations:
              - code: ixelles
                services:
                  - code: parking
                    touchpoints:
                      - {key: parking-online, retired: true}
            """);

    assertThat(change.administrations()).isEmpty();
    assertThat(change.touchpoints())
        .singleElement()
        .satisfies(touchpoint -> {
          assertThat(touchpoint.retired()).isTrue();
          assertThat(touchpoint.channels()).containsExactly(Channel.WEB, Channel.QR);
        });
    assertThat(change.changed()).isOne();
  }

  @Test
  void everyProblemIsListedAtOnceWithLineAndPath() {
    List<CatalogProblem> problems =
        problems(
            """
            surveys:
              - code: short
                version: 1
                questions:
                  - code: q1
                    metric: CSAT
                    text: {fr: a, nl: b, en: d}
                    points:
                      - {fr: a, nl: b, de: c, en: d}
                comment-label: {fr: a, nl: b, de: c, en: d}
            administrations:
              - code: " padded"
                zone: Europe/Bruxelles
                colour: red
              - code: two
                zone: Europe/Brussels
                names: {fr: Deux}
                services:
                  - code: s
                    names: {fr: S}
                    opening-hours:
                      - {days: [FREITAG], opens: "09:00", closes: "08:00"}
                    touchpoints:
                      - {key: BAD KEY, names: {fr: x}, survey: nowhere}
                      - {key: fine, names: {fr: x}, channels: [FAX], languages: [fr, fr, xx]}
            """);

    assertThat(problems)
        .extracting(CatalogProblem::path, CatalogProblem::kind)
        .contains(
            tuple("surveys[0].questions[0].text.de", Kind.MISSING),
            tuple("surveys[0].questions[0].points", Kind.INVALID),
            tuple("administrations[0].code", Kind.INVALID),
            tuple("administrations[0].zone", Kind.ZONE_UNKNOWN),
            tuple("administrations[0].colour", Kind.UNKNOWN_FIELD),
            tuple("administrations[0].names", Kind.MISSING),
            tuple("administrations[1].services[0].opening-hours[0].days[0]", Kind.INVALID),
            tuple("administrations[1].services[0].opening-hours[0]", Kind.INVALID),
            tuple("administrations[1].services[0].touchpoints[0].key", Kind.INVALID),
            tuple("administrations[1].services[0].touchpoints[0].survey", Kind.INVALID),
            tuple("administrations[1].services[0].touchpoints[1].channels[0]", Kind.INVALID),
            tuple("administrations[1].services[0].touchpoints[1].languages[1]", Kind.INVALID),
            tuple("administrations[1].services[0].touchpoints[1].languages", Kind.INVALID));
    assertThat(problems)
        .extracting(CatalogProblem::field)
        .contains("line 7: surveys[0].questions[0].text.de");
    assertThat(problems).extracting(CatalogProblem::expected).noneMatch(String::isBlank);
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  @Test
  void touchpointStaysWithItsService() {
    List<CatalogProblem> problems =
        problems(
            applied(BUILT_IN, SMALL),
            """
            administrations:
              - code: ixelles
                services:
                  - code: other
                    names: {fr: Autre}
                    touchpoints:
                      - {key: parking-online, names: {fr: x}}
            """);

    assertThat(problems)
        .singleElement()
        .satisfies(one -> assertThat(one.expected()).contains("parking"));
  }

  @Test
  void surveyVersionNeverChanges() {
    String changed = resource("built-in").replace("Very satisfied", "Over the moon");

    assertThat(problems(BUILT_IN, changed))
        .singleElement()
        .satisfies(one -> assertThat(one.expected()).contains("version 2"));
    assertThat(correct(BUILT_IN, changed.replace("version: 1", "version: 2")).added()).isOne();
    assertThat(problems(BUILT_IN, changed.replace("version: 1", "version: 3"))).hasSize(1);
  }

  @Test
  void zoneIsFixedOnceThereAreRatings() {
    SurveyCatalog current = applied(BUILT_IN, SMALL);
    String moved = SMALL.replace("Europe/Brussels", "Asia/Tokyo");

    assertThat(CatalogFile.read(moved, current, zones(_ -> false)))
        .isInstanceOf(Reading.Correct.class);
    assertThat(CatalogFile.read(moved, current, zones("ixelles"::equals)))
        .isInstanceOf(Reading.Faulty.class);
    assertThat(CatalogFile.read(SMALL, current, zones(_ -> true)))
        .isInstanceOf(Reading.Correct.class);
  }

  @Test
  void duplicatesAreProblems() {
    assertThat(problems(SMALL + SMALL.substring("administrations:\n".length()))).hasSize(2);
    assertThat(problems(SMALL + "administrations: []\n")).hasSize(1);
  }

  @Test
  void whatIsNotACatalogueIsMalformedOrInvalid() {
    for (String document :
        List.of(
            "",
            "# nothing",
            "[1, 2]",
            "text",
            "a: [",
            "a: b: c",
            "\u0000",
            "a: *nowhere",
            "--- {}\n--- {}")) {
      assertThat(problems(document)).as(document).isNotEmpty();
    }
  }

  @Test
  void yamlWordsForTruthAreNotMistakenForLanguagesOrCodes() {
    SurveyCatalog catalog =
        applied(
            BUILT_IN,
            """
            administrations:
              - code: 311
                zone: America/Los_Angeles
                names: {no: Ja}
                services:
                  - code: on
                    names: {en: "on"}
            """);

    assertThat(catalog.administration("311").orElseThrow().names())
        .isEqualTo(Map.of(new Language("no"), "Ja"));
    assertThat(catalog.service("311", "on")).isPresent();
  }

  @Test
  void surveySurvivesItsStoredForm() {
    Survey survey = BUILT_IN.newest(Survey.BUILT_IN).orElseThrow();

    assertThat(CatalogFile.storedSurvey(SurveyDocument.of(survey))).isEqualTo(survey);
  }

  @Test
  void choicesAndBranchesSurviveTheirStoredForm() {
    Survey survey = branching().newest("branching").orElseThrow();

    assertThat(survey.branches()).isTrue();
    assertThat(survey.contextKeys()).containsExactly("page", "plan");
    assertThat(CatalogFile.storedSurvey(SurveyDocument.of(survey))).isEqualTo(survey);
    assertThat(correct(branching(), BranchingExample.DOCUMENT).surveys()).isEmpty();
  }

  @Test
  void everyProblemOfChoicesAndBranchesIsListedAtOnce() {
    List<CatalogProblem> problems =
        problems(
            example(),
            BranchingExample.DOCUMENT
                .replace("asked-when: {scores: [1, 2]}", "asked-when: {scores: [0, 2, 2]}")
                .replace("code: staff", "code: waiting")
                .replace("code: result", "code: The Result")
                .replace("question: overall, scores: [2]", "question: again, scores: [1]")
                .replace("question: fair, scores: [0]", "scores: []")
                .replace("fr: Peut-être, ", "")
                .replace("[page, plan]", "[page, Plan, page]")
                .replace("several-allowed: true", "several-allowed: true\n        metric: NPS"));

    assertThat(problems)
        .extracting(CatalogProblem::path, CatalogProblem::kind)
        .contains(
            tuple("surveys[0].context-keys[1]", Kind.INVALID),
            tuple("surveys[0].context-keys[2]", Kind.INVALID),
            tuple("surveys[0].questions[1].metric", Kind.INVALID),
            tuple("surveys[0].questions[1].asked-when.scores[0]", Kind.INVALID),
            tuple("surveys[0].questions[1].asked-when.scores[2]", Kind.INVALID),
            tuple("surveys[0].questions[1].choices[1].code", Kind.INVALID),
            tuple("surveys[0].questions[1].choices[2].code", Kind.INVALID),
            tuple("surveys[0].questions[2].asked-when.question", Kind.INVALID),
            tuple("surveys[0].questions[3].asked-when.scores", Kind.INVALID),
            tuple("surveys[0].questions[3].choices[0].text.fr", Kind.MISSING));
  }

  @Test
  void firstQuestionHasAScaleAndIsAskedOfEveryone() {
    assertThat(
            problems(
                example(),
                BranchingExample.DOCUMENT.replace(
                    "metric: CSAT", "metric: CSAT\n        asked-when: {scores: [1]}")))
        .extracting(CatalogProblem::path)
        .contains("surveys[0].questions[0].asked-when");
    assertThat(
            problems(
                """
                surveys:
                  - code: short
                    version: 1
                    questions:
                      - code: q1
                        text: {fr: a, nl: b, de: c, en: d}
                        choices:
                          - {code: x, text: {fr: a, nl: b, de: c, en: d}}
                          - {code: y, text: {fr: a, nl: b, de: c, en: d}}
                    comment-label: {fr: a, nl: b, de: c, en: d}
                    thanks: {fr: a, nl: b, de: c, en: d}
                """))
        .extracting(CatalogProblem::path)
        .containsExactly("surveys[0].questions[0].choices");
  }

  @Test
  void versionWithChoicesNeverChangesAndAScaleNeverBecomesChoices() {
    String other = BranchingExample.DOCUMENT.replace("en: The wait", "en: Waiting");
    String next =
        BranchingExample.DOCUMENT
            .replace("version: 1", "version: 2")
            .replace("code: fair\n", "code: reason\n")
            .replace("question: fair", "question: reason")
            .replace("code: again\n", "code: fair\n");

    assertThat(problems(branching(), other))
        .singleElement()
        .satisfies(one -> assertThat(one.expected()).contains("version 2"));
    assertThat(problems(branching(), next))
        .extracting(CatalogProblem::path)
        .containsExactly("surveys[0].questions.fair");
  }

  private static SurveyCatalog example() {
    return applied(BUILT_IN, resource("brussels"));
  }

  private static SurveyCatalog branching() {
    return applied(example(), BranchingExample.DOCUMENT);
  }

  static SurveyCatalog applied(SurveyCatalog before, String yaml) {
    CatalogChange change = correct(before, yaml);
    // A changed record comes after the one that it replaces.
    List<Survey> surveys = new java.util.ArrayList<>(before.surveys());
    List<Administration> administrations = new java.util.ArrayList<>(before.administrations());
    List<Service> services = new java.util.ArrayList<>();
    before.administrations().forEach(one -> services.addAll(before.services(one.code())));
    List<Touchpoint> touchpoints = new java.util.ArrayList<>();
    services.forEach(
        one -> touchpoints.addAll(before.touchpoints(one.administration(), one.code())));
    surveys.addAll(change.surveys());
    administrations.addAll(change.administrations());
    services.addAll(change.services());
    touchpoints.addAll(change.touchpoints());
    return new CatalogSnapshot(
        new CatalogSnapshot.Content(surveys, administrations, services, touchpoints),
        new CatalogSnapshot.Numbers(Map.of(), Map.of(), Map.of()));
  }

  private static CatalogChange correct(SurveyCatalog before, String yaml) {
    Reading reading = CatalogFile.read(yaml, before, zones(_ -> false));
    assertThat(reading).isInstanceOf(Reading.Correct.class);
    return ((Reading.Correct) reading).change();
  }

  private static List<CatalogProblem> problems(String yaml) {
    return problems(BUILT_IN, yaml);
  }

  private static List<CatalogProblem> problems(SurveyCatalog before, String yaml) {
    Reading reading = CatalogFile.read(yaml, before, zones(_ -> false));
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    return ((Reading.Faulty) reading).problems();
  }

  static String resource(String name) {
    try (var stream = CatalogFileTest.class.getResourceAsStream("/catalog/" + name + ".yaml")) {
      return new String(
          java.util.Objects.requireNonNull(stream).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static CatalogFile.ZoneRules zones(Predicate<String> areFixed) {
    return new CatalogFile.ZoneRules(ZoneId.of("Europe/Brussels"), areFixed);
  }
}
