package org.onthaal.standalone.process;

/// A port that the one process listens on.
public enum Door {
  FEEDBACK_HTTP(0, 8080, "--feedback-http-port", "feedbackHttp"),
  AGGREGATION_HTTP(1, 8081, "--aggregation-http-port", "aggregationHttp"),
  FEEDBACK_GRPC(2, 9080, "--feedback-grpc-port", "feedbackGrpc"),
  AGGREGATION_GRPC(3, 9081, "--aggregation-grpc-port", "aggregationGrpc"),
  FEEDBACK_MANAGEMENT(4, 8090, "--feedback-management-port", "feedbackManagement"),
  AGGREGATION_MANAGEMENT(5, 8091, "--aggregation-management-port", "aggregationManagement"),
  PHONE(6, 4573, "--phone-port", "phone"),
  POSTGRES(7, 5480, "--postgres-port", "postgres");

  private final int offset;
  private final int standard;
  private final String flag;
  private final String key;

  Door(int offset, int standard, String flag, String key) {
    this.offset = offset;
    this.standard = standard;
    this.flag = flag;
    this.key = key;
  }

  /// The port when nothing says otherwise.
  public int standard() {
    return standard;
  }

  /// The port counted from a base.
  public int from(int base) {
    return base + offset;
  }

  /// The option of `run` that moves it.
  public String flag() {
    return flag;
  }

  /// Its name in `ports.json`.
  public String key() {
    return key;
  }

  /// Only the citizens' paths answer other machines, and they live on one door.
  public String bind() {
    return this == FEEDBACK_HTTP ? "0.0.0.0" : "127.0.0.1";
  }
}
