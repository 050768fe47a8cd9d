package org.onthaal.feedback.collect;

import java.util.List;

/// Who may call what over HTTP. What has no row here is answered 404, whatever else is wired.
public final class PathTable {
  /// Whom a row answers.
  public enum Audience {
    /// Everyone.
    CITIZENS,
    /// Everyone, also pages of other sites; never with credentials.
    CITIZENS_OF_ANY_SITE,
    /// Callers of this machine.
    INTERNAL
  }

  /// One method of one path; the path as the routes write it.
  public record Row(String method, String path, Audience audience) {}

  /// Every method of every path.
  public static final List<Row> ROWS =
      List.of(
          new Row("POST", "/v1/ratings", Audience.CITIZENS_OF_ANY_SITE),
          new Row("GET", "/v1/ratings", Audience.INTERNAL),
          new Row("POST", "/v1/ratings:batch", Audience.CITIZENS_OF_ANY_SITE),
          new Row("PATCH", "/v1/ratings/{id}", Audience.CITIZENS_OF_ANY_SITE),
          new Row("DELETE", "/v1/ratings/{id}", Audience.CITIZENS),
          new Row("POST", "/v1/devices:pair", Audience.CITIZENS),
          new Row("POST", "/v1/devices:heartbeat", Audience.CITIZENS),
          new Row("GET", "/v1/touchpoints/{key}/survey", Audience.CITIZENS_OF_ANY_SITE),
          new Row("GET", "/", Audience.CITIZENS),
          new Row("GET", "/r", Audience.CITIZENS),
          new Row("GET", "/r/*", Audience.CITIZENS),
          new Row("GET", "/r/{key}/poster", Audience.CITIZENS),
          new Row("POST", "/r/*", Audience.CITIZENS),
          new Row("GET", "/i/*", Audience.CITIZENS),
          new Row("GET", "/widget", Audience.CITIZENS),
          new Row("GET", "/widget/*", Audience.CITIZENS_OF_ANY_SITE),
          new Row("GET", "/kiosk", Audience.CITIZENS),
          new Row("GET", "/kiosk/*", Audience.CITIZENS),
          new Row("GET", "/phone/prompts/*", Audience.CITIZENS),
          new Row("GET", "/erase", Audience.CITIZENS),
          new Row("POST", "/erase", Audience.CITIZENS),
          new Row("GET", "/openapi.json", Audience.INTERNAL),
          new Row("GET", "/docs", Audience.INTERNAL),
          new Row("GET", "/docs/*", Audience.INTERNAL));

  private PathTable() {}
}
