package org.onthaal.aggregation.door;

import java.util.List;

/// What may be called over HTTP. What has no row here is answered 404, whatever else is wired.
public final class PathTable {
  /// One method of one path; the path as the routes write it.
  public record Row(String method, String path) {}

  /// Every method of every path. All of them are internal until there is access control.
  public static final List<Row> ROWS =
      List.of(
          new Row("GET", "/v1/scores"),
          new Row("GET", "/v1/scores:watch"),
          new Row("GET", "/v1/choices"),
          new Row("GET", "/v1/alerts"),
          new Row("GET", "/v1/alerts:watch"),
          new Row("GET", "/v1/alerts/{id}"),
          new Row("GET", "/v1/alerts/{id}/evidence"),
          new Row("POST", "/v1/alerts/{id}/acknowledgement"),
          new Row("DELETE", "/v1/alerts/{id}/acknowledgement"),
          new Row("POST", "/v1/alerts/{id}/comments"),
          new Row("POST", "/v1/alerts/{id}/close"),
          new Row("GET", "/v1/silences"),
          new Row("POST", "/v1/silences"),
          new Row("POST", "/v1/silences:preview"),
          new Row("DELETE", "/v1/silences/{id}"),
          new Row("GET", "/v1/dead-letters"),
          new Row("POST", "/v1/dead-letters:replay"),
          new Row("POST", "/v1/rules:backtest"),
          new Row("GET", "/v1/rules"),
          new Row("POST", "/v1/rules:save"),
          new Row("GET", "/v1/receivers"),
          new Row("POST", "/v1/receivers:test"),
          new Row("GET", "/v1/catalogue"),
          new Row("GET", "/v1/comments"),
          new Row("GET", "/v1/devices"),
          new Row("POST", "/v1/devices:createPairing"),
          new Row("POST", "/v1/devices/{id}:change"),
          new Row("POST", "/v1/devices/{id}:revoke"),
          new Row("GET", "/"),
          new Row("GET", "/service"),
          new Row("GET", "/service/*"),
          new Row("GET", "/alerts"),
          new Row("GET", "/alerts/*"),
          new Row("GET", "/compare"),
          new Row("GET", "/setup"),
          new Row("GET", "/setup/*"),
          new Row("GET", "/assets/*"),
          new Row("GET", "/openapi.json"),
          new Row("GET", "/docs"),
          new Row("GET", "/docs/*"));

  private PathTable() {}
}
