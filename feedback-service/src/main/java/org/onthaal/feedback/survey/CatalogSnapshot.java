package org.onthaal.feedback.survey;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// The whole catalogue at one version of the database. Immutable.
final class CatalogSnapshot implements SurveyCatalog {
  static final CatalogSnapshot EMPTY =
      new CatalogSnapshot(
          new Content(List.of(), List.of(), List.of(), List.of()),
          new Numbers(Map.of(), Map.of(), Map.of()));

  /// Everything that the catalogue holds.
  record Content(
      List<Survey> surveys,
      List<Administration> administrations,
      List<Service> services,
      List<Touchpoint> touchpoints) {
    Content {
      surveys = List.copyOf(surveys);
      administrations = List.copyOf(administrations);
      services = List.copyOf(services);
      touchpoints = List.copyOf(touchpoints);
    }
  }

  /// The database's numbers of administrations, touchpoints and questions.
  record Numbers(
      Map<String, Integer> administrations,
      Map<String, Integer> touchpoints,
      Map<QuestionName, Integer> questions) {
    Numbers {
      administrations = Map.copyOf(administrations);
      touchpoints = Map.copyOf(touchpoints);
      questions = Map.copyOf(questions);
    }
  }

  record QuestionName(String survey, String question) {}

  private record ServiceName(String administration, String service)
      implements Comparable<ServiceName> {
    @Override
    public int compareTo(ServiceName other) {
      int byAdministration = administration.compareTo(other.administration);
      return byAdministration != 0 ? byAdministration : service.compareTo(other.service);
    }
  }

  private final NavigableMap<String, Administration> administrations = new TreeMap<>();
  private final NavigableMap<ServiceName, Service> services = new TreeMap<>();
  private final NavigableMap<String, Touchpoint> touchpoints = new TreeMap<>();
  private final Map<ServiceName, NavigableMap<String, Touchpoint>> byService = new TreeMap<>();
  private final NavigableMap<String, NavigableMap<Integer, Survey>> surveys = new TreeMap<>();
  private final Numbers numbers;

  CatalogSnapshot(Content content, Numbers numbers) {
    this.numbers = numbers;
    content.administrations().forEach(one -> administrations.put(one.code(), one));
    content
        .services()
        .forEach(one -> services.put(new ServiceName(one.administration(), one.code()), one));
    content
        .touchpoints()
        .forEach(one -> {
          touchpoints.put(one.key(), one);
          byService
              .computeIfAbsent(
                  new ServiceName(one.administration(), one.service()), _ -> new TreeMap<>())
              .put(one.key(), one);
        });
    content
        .surveys()
        .forEach(one ->
            surveys.computeIfAbsent(one.code(), _ -> new TreeMap<>()).put(one.version(), one));
  }

  @Override
  public CompletableFuture<Boolean> caughtUp() {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public Optional<Touchpoint> touchpoint(String key) {
    return Optional.ofNullable(touchpoints.get(key));
  }

  @Override
  public Optional<Administration> administration(String code) {
    return Optional.ofNullable(administrations.get(code));
  }

  @Override
  public Optional<Service> service(String administration, String code) {
    return Optional.ofNullable(services.get(new ServiceName(administration, code)));
  }

  @Override
  public Optional<Survey> survey(String code, int version) {
    return Optional.ofNullable(surveys.get(code))
        .flatMap(versions -> Optional.ofNullable(versions.get(version)));
  }

  @Override
  public Optional<Survey> newest(String code) {
    return Optional.ofNullable(surveys.get(code)).map(versions -> versions.lastEntry().getValue());
  }

  @Override
  public int administrationId(String code) {
    return number(numbers.administrations(), code, "administration");
  }

  @Override
  public int touchpointId(String key) {
    return number(numbers.touchpoints(), key, "touchpoint");
  }

  @Override
  public int questionId(String survey, String question) {
    return number(numbers.questions(), new QuestionName(survey, question), "question");
  }

  private static <K> int number(Map<K, Integer> numbers, K name, String what) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new NoSuchElementException(what + ": " + name + " (expected: one of the catalogue)");
    }
    return number;
  }

  @Override
  public List<Administration> administrations() {
    return List.copyOf(administrations.values());
  }

  @Override
  public List<Service> services(String administration) {
    return services.tailMap(new ServiceName(administration, "")).values().stream()
        .takeWhile(service -> service.administration().equals(administration))
        .toList();
  }

  @Override
  public List<Touchpoint> touchpoints(String administration, String service) {
    return Optional.ofNullable(byService.get(new ServiceName(administration, service)))
        .map(found -> List.copyOf(found.values()))
        .orElse(List.of());
  }

  @Override
  public List<Survey> surveys() {
    return surveys.values().stream().map(Map::values).flatMap(Collection::stream).toList();
  }
}
