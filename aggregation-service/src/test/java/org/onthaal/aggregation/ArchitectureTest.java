package org.onthaal.aggregation;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.onthaal.aggregation.fold.FoldTransaction;

/// Which package may use which, and where each technology has its place. The table is the
/// documentation: a step knows the output of the step before it, and nothing after.
class ArchitectureTest {
  private static final String ROOT = "org.onthaal.aggregation";
  private static final String CONTRACT = "org.onthaal.v1";

  private static final Map<String, List<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("measure", List.of()),
              Map.entry("drop", List.of("measure")),
              Map.entry("rule", List.of("drop", "measure")),
              Map.entry("alert", List.of("rule", "measure")),
              Map.entry("tail", List.of("measure", CONTRACT)),
              Map.entry("fold", List.of("tail", "measure")),
              Map.entry("silence", List.of("alert", "rule", "measure")),
              Map.entry("evaluate", List.of("fold", "rule", "alert", "silence", "drop", "measure")),
              Map.entry("notify", List.of("alert", "silence", "rule", "measure")),
              Map.entry("reload", List.of("notify", "rule")),
              Map.entry("door", List.of(CONTRACT)),
              Map.entry(
                  "configure", List.of("notify", "reload", "rule", "measure", "door", CONTRACT)),
              Map.entry("dashboard", List.of("door", CONTRACT)),
              Map.entry(
                  "device",
                  List.of(
                      "evaluate", "rule", "alert", "drop", "measure", "tail", "door", CONTRACT)),
              Map.entry("report", List.of("fold", "tail", "measure", "door", CONTRACT)),
              Map.entry(
                  "operate",
                  List.of(
                      "configure",
                      "evaluate",
                      "drop",
                      "notify",
                      "alert",
                      "silence",
                      "rule",
                      "measure",
                      "door",
                      CONTRACT)),
              Map.entry(
                  "heartbeat", List.of("fold", "rule", "alert", "silence", "measure", "notify")),
              Map.entry(
                  "canary",
                  List.of(
                      "evaluate",
                      "tail",
                      "notify",
                      "alert",
                      "silence",
                      "rule",
                      "measure",
                      CONTRACT)),
              Map.entry(
                  "observe",
                  List.of(
                      "evaluate",
                      "rule",
                      "drop",
                      "fold",
                      "tail",
                      "notify",
                      "reload",
                      "heartbeat",
                      "canary",
                      "door"))));

  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

  @Test
  void everyPackageIsInTheTable() {
    TreeSet<String> packages = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String below = type.getPackageName().substring(ROOT.length());
      if (!below.isEmpty()) {
        // A receiver's own package belongs to the step that sends.
        packages.add(below.substring(1).replaceFirst("\\..*", ""));
      }
    }

    assertThat(packages).containsExactlyElementsOf(MAY_USE.keySet());
  }

  @TestFactory
  List<DynamicTest> packagesUseOnlyWhatTheTableLists() {
    List<DynamicTest> tests = new ArrayList<>();
    MAY_USE.forEach((name, allowed) ->
        tests.add(
            DynamicTest.dynamicTest(
                name + " may use " + allowed, () -> onlyUses(name, allowed).check(CLASSES))));
    return tests;
  }

  private static ArchRule onlyUses(String name, List<String> allowed) {
    List<String> forbidden = new ArrayList<>();
    for (String other : MAY_USE.keySet()) {
      if (!other.equals(name) && !allowed.contains(other)) {
        forbidden.add(ROOT + "." + other + "..");
      }
    }
    forbidden.add(ROOT);
    forbidden.add("org.onthaal.feedback..");
    if (!allowed.contains(CONTRACT)) {
      forbidden.add(CONTRACT + "..");
    }
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void jdbcHasItsPlaces() {
    // FoldTransaction only carries a connection from one Postgres class to another.
    outside("JDBC", "Postgres.*|Migrations|FoldTransaction")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.sql..",
                "javax.sql..",
                "org.jdbi..",
                "org.postgresql..",
                "com.zaxxer..",
                "org.flywaydb.."))
        .check(CLASSES);
  }

  @Test
  void connectionOfAStepIsForPostgresClassesOnly() {
    outside("the step's connection", "Postgres.*")
        .should()
        .callMethod(FoldTransaction.class, "connection")
        .check(CLASSES);
  }

  @Test
  void helidonHasItsPlaces() {
    // Webhooks leave by Helidon's client, because it connects to the address that was checked.
    outside("Helidon", "Http.*|.*HttpService|.*Server|PinnedPost")
        .should()
        .dependOnClassesThat(resideInAPackage("io.helidon.."))
        .check(CLASSES);
  }

  @Test
  void grpcHasItsPlaces() {
    outside("gRPC", "Grpc.*|.*GrpcService|.*Interceptor|.*Server|Protos")
        .should()
        .dependOnClassesThat(resideInAPackage("io.grpc.."))
        .check(CLASSES);
  }

  @Test
  void timeIdsAndThreadsComeFromOutside() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callConstructorWhere(target(owner(equivalentTo(Thread.class))))
        .check(CLASSES);
  }

  @Test
  void foldersHaveMeaning() {
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
            "..misc..")
        .check(CLASSES);
  }

  private static GivenClassesConjunction outside(String technology, String names) {
    return noClasses()
        .that(
            DescribedPredicate.describe(
                "are not a place of " + technology,
                (JavaClass type) -> !outermost(type).getSimpleName().matches(names)));
  }

  /// Nested classes belong where their outermost class does.
  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }
}
