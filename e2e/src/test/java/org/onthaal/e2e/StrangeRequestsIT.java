package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.ApiContract;
import org.onthaal.testkit.RandomRequests;
import org.onthaal.testkit.RandomRequests.Request;
import org.onthaal.testkit.RawHttp;

/// Whatever is asked at the HTTP doors, the answer is a documented one: never a fault of the
/// server, never its insides. `ONTHAAL_REQUESTS` asks more often, `ONTHAAL_SEED` other things.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangeRequestsIT {
  private static final int REQUESTS = Integer.parseInt(setting("ONTHAAL_REQUESTS", "1500"));
  private static final long SEED = Long.parseLong(setting("ONTHAAL_SEED", "20261125"));

  // What a service says that does not accept more just now.
  private static final List<String> BUSY = List.of("NOT_CAUGHT_UP", "OVERLOADED");

  private Installation installation;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    installation = Installation.start(folder.resolve("data"));
  }

  @AfterAll
  void close() {
    installation.close();
  }

  @Test
  void ratingsDoorAnswersAsDocumented() throws IOException {
    Set<Integer> statuses =
        ask(
            installation.feedback(),
            Map.of(
                "key", List.of("parking-permit", "no-such-place"),
                "id", List.of("019cbdf0-7400-7000-8000-000000000001"),
                "field", List.of("answer.satisfaction", "answer.overall")));

    assertThat(statuses).contains(200, 400, 404, 413, 415);
  }

  @Test
  void figuresDoorAnswersAsDocumented() throws IOException {
    Set<Integer> statuses =
        ask(
            installation.aggregation(),
            Map.of(
                "from", List.of("2026-01-01", "2026-03-01T00:00:00Z"),
                "to", List.of("2026-02-01", "2026-04-01T00:00:00+02:00"),
                "every", List.of("day", "hour"),
                "zone", List.of("Asia/Tokyo"),
                "pageSize", List.of("1", "1000"),
                "after", List.of("0:0")));

    assertThat(statuses).contains(200, 400, 415);
  }

  private static Set<Integer> ask(URI door, Map<String, List<String>> known) throws IOException {
    String document = HttpCaller.get(door.resolve("/openapi.json")).body();
    ApiContract contract = ApiContract.of(document);
    RandomRequests requests = new RandomRequests(document, known, SEED);
    Set<Integer> statuses = new TreeSet<>();
    for (int i = 0; i < REQUESTS; i++) {
      Request request = requests.next();
      ApiContract.Exchange answer = RawHttp.exchange(door.getPort(), request);
      statuses.add(answer.status());
      assertThat(differences(contract, answer))
          .as("seed %d, request %d: %s%nanswer: %s", SEED, i, request, answer)
          .isEmpty();
    }
    return statuses;
  }

  private static List<String> differences(ApiContract contract, ApiContract.Exchange answer) {
    List<String> found = new ArrayList<>();
    boolean isBusy = answer.status() == 503 && BUSY.stream().anyMatch(answer.body()::contains);
    if (answer.status() >= 500 && !isBusy) {
      found.add("a fault of the server");
    }
    if (answer.body().contains("Exception") || answer.body().contains("\tat ")) {
      found.add("the insides of the server");
    }
    // What is no HTTP is refused before any path is looked at.
    boolean isUnread = answer.status() == 400 && answer.body().contains("\"MALFORMED\"");
    found.addAll(
        contract.differences(
            new ApiContract.Exchange(
                isUnread ? "UNREAD" : answer.method(),
                whereItLeads(answer.path()),
                answer.status(),
                answer.headers(),
                answer.body())));
    return found;
  }

  // RFC 3986, 6.2.2: escapes and dots are resolved first. They may lead out of the path that was
  // written, and an escaped slash makes two segments of one.
  private static String whereItLeads(String target) {
    String written = target.replaceFirst("\\?.*", "");
    String path = URI.create(written.replaceAll("%(?![0-9A-Fa-f]{2})", "%25")).getPath();
    long slashes = path.chars().filter(c -> c == '/').count();
    return slashes == written.chars().filter(c -> c == '/').count()
        ? target
        : Path.of(path).normalize().toString();
  }

  private static String setting(String name, String standard) {
    return System.getenv().getOrDefault(name, standard);
  }
}
