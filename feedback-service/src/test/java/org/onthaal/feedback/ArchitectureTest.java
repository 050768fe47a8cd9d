package org.onthaal.feedback;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Which package may use which, and where each technology has its place. The table is the
/// documentation.
@AnalyzeClasses(packages = "org.onthaal.feedback", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BASE = "org.onthaal.feedback.";
  private static final String CONTRACT = "org.onthaal.v1";

  private static final Map<String, List<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("survey", List.of()),
              Map.entry("rating", List.of("survey")),
              Map.entry("privacy", List.of("rating", "survey")),
              Map.entry("key", List.of("privacy")),
              Map.entry("loss", List.of()),
              Map.entry("invitation", List.of("key", "rating", "survey")),
              Map.entry("access", List.of("key", "survey")),
              Map.entry("validate", List.of("rating", "survey")),
              Map.entry("store", List.of("rating", "survey", "privacy")),
              Map.entry("publish", List.of("store", "rating", "access", "survey", CONTRACT)),
              Map.entry(
                  "collect",
                  List.of(
                      "validate",
                      "privacy",
                      "store",
                      "access",
                      "key",
                      "invitation",
                      "loss",
                      "rating",
                      "survey",
                      CONTRACT)),
              Map.entry(
                  "administer",
                  List.of("survey", "access", "collect", "key", "validate", CONTRACT)),
              Map.entry(
                  "device",
                  List.of(
                      "collect",
                      "validate",
                      "access",
                      "key",
                      "store",
                      "privacy",
                      "survey",
                      CONTRACT)),
              Map.entry(
                  "comment",
                  List.of(
                      "collect",
                      "validate",
                      "access",
                      "store",
                      "privacy",
                      "rating",
                      "survey",
                      CONTRACT)),
              Map.entry(
                  "phone", List.of("collect", "validate", "access", "privacy", "rating", "survey")),
              Map.entry("observe", List.of("store", "access", "loss", "phone"))));

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.onthaal.feedback.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule JDBC_HAS_ITS_PLACES =
      outside("JDBC", "(Postgres.*|BatchWriter|LogHead|Migrations|FeedbackServer)")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.sql..",
                  "org.jdbi..",
                  "org.postgresql..",
                  "com.zaxxer..",
                  "org.flywaydb.."));

  @ArchTest
  static final ArchRule HELIDON_HAS_ITS_PLACES =
      outside("Helidon", "(.*HttpService|Http.*|HostedPage|.*Server|.*Settings)")
          .and(not(resideInAPackage(BASE + "observe")))
          .should()
          .dependOnClassesThat(resideInAPackage("io.helidon.."));

  @ArchTest
  static final ArchRule PDF_HAS_ITS_PLACES =
      outside("PDF", "(PdfPoster|PosterFont)")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox.."));

  @ArchTest
  static final ArchRule GRPC_HAS_ITS_PLACES =
      outside("gRPC", "(.*GrpcService|Grpc.*|.*Interceptor|.*Server)")
          .should()
          .dependOnClassesThat(resideInAPackage("io.grpc.."));

  @ArchTest
  static final ArchRule TIME_AND_IDS_COME_FROM_OUTSIDE =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callConstructor(Thread.class, Runnable.class);

  @ArchTest
  static final ArchRule FOLDERS_HAVE_MEANING =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..common..",
              "..helper..",
              "..impl..",
              "..model..",
              "..dto..",
              "..manager..",
              "..misc..");

  private final com.tngtech.archunit.core.domain.JavaClasses classes =
      new com.tngtech.archunit.core.importer.ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("org.onthaal.feedback");

  @TestFactory
  List<DynamicTest> packagesUseOnlyWhatTheTableLists() {
    List<DynamicTest> tests = new ArrayList<>();
    MAY_USE.forEach((name, allowed) ->
        tests.add(
            DynamicTest.dynamicTest(
                name + " may use " + allowed, () -> onlyUses(name, allowed).check(classes))));
    return tests;
  }

  private static ArchRule onlyUses(String name, List<String> allowed) {
    List<String> forbidden = new ArrayList<>();
    for (String other : MAY_USE.keySet()) {
      if (!other.equals(name) && !allowed.contains(other)) {
        forbidden.add(BASE + other + "..");
      }
    }
    forbidden.add("org.onthaal.feedback");
    if (!allowed.contains(CONTRACT)) {
      forbidden.add(CONTRACT + "..");
    }
    return noClasses()
        .that()
        .resideInAPackage(BASE + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new));
  }

  // Nested classes belong where their outermost class does.
  private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction outside(
      String technology, String names) {
    return noClasses()
        .that(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are not a place of " + technology,
                (JavaClass type) -> !outermost(type).getSimpleName().matches(names)));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }
}
