package org.onthaal.feedback;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.onthaal.feedback.collect.HttpDoor;
import org.onthaal.feedback.collect.HttpRequests;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.collect.Problems;
import org.onthaal.feedback.collect.RatingHttpService;
import org.onthaal.feedback.publish.StoredRatingPages;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.ListRatingsResponse;

/// Single ratings over HTTP, for export. It joins two steps that do not know each other: the pages
/// of `publish` and the door of `collect`.
final class StoredRatingHttpService implements HttpService {
  private final StoredRatingPages pages;

  StoredRatingHttpService(StoredRatingPages pages) {
    this.pages = pages;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/ratings", this::list);
  }

  private void list(ServerRequest request, ServerResponse response) {
    List<Violation> found =
        HttpRequests.queryViolations(
            request, Set.of("pageSize", "pageToken", "from", "to"), Set.of("administration"));
    ListRatingsRequest.Builder wanted = ListRatingsRequest.newBuilder();
    wanted.setPageToken(HttpRequests.parameter(request, "pageToken"));
    wanted.addAllAdministrations(request.query().all("administration", List::of));
    pageSize(HttpRequests.parameter(request, "pageSize"), wanted, found);
    time(request, "from", wanted::setFrom, found);
    time(request, "to", wanted::setTo, found);
    if (!found.isEmpty()) {
      HttpDoor.refuse(response, HttpRequests.named(Problem.of(found)));
      return;
    }
    switch (pages.list(wanted.build())) {
      case StoredRatingPages.Listed.Page(ListRatingsResponse page) ->
          RatingHttpService.answer(response, page);
      case StoredRatingPages.Listed.Refused(String field, String expected) -> {
        Reason reason = field.equals("from") ? Reason.RANGE_INVALID : Reason.INVALID;
        HttpDoor.refuse(response, Problem.of(List.of(new Violation(field, reason, expected))));
      }
      case StoredRatingPages.Listed.Overloaded() ->
          HttpDoor.refuse(response, Problems.overloaded());
      case StoredRatingPages.Listed.Unavailable(StoreException _) ->
          HttpDoor.refuse(
              response, new Problem(Reason.UNAVAILABLE, "the database does not answer; try again"));
    }
  }

  private static void pageSize(
      String text, ListRatingsRequest.Builder wanted, List<Violation> found) {
    if (text.isEmpty()) {
      return;
    }
    if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > StoredRatingPages.PAGE_MAX) {
      found.add(new Violation("pageSize", Reason.INVALID, "1 to " + StoredRatingPages.PAGE_MAX));
      return;
    }
    wanted.setPageSize(Integer.parseInt(text));
  }

  private static void time(
      ServerRequest request, String name, Consumer<Timestamp> into, List<Violation> found) {
    String text = HttpRequests.parameter(request, name);
    if (text.isEmpty()) {
      return;
    }
    try {
      into.accept(Timestamps.parse(OffsetDateTime.parse(text).toInstant().toString()));
    } catch (DateTimeException | ParseException | IllegalArgumentException _) {
      found.add(
          new Violation(
              name, Reason.RANGE_INVALID, "a time with its zone such as 2026-03-05T12:00:00Z"));
    }
  }
}
