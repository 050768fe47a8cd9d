package org.onthaal.aggregation.door;

import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// Problems, and what a reason means at each door, as the contract states it.
public final class Problems {
  private Problems() {}

  /// A problem whose reason says it all.
  public static Problem of(Reason reason, String detail) {
    return Problem.newBuilder().setReason(reason).setDetail(detail).build();
  }

  /// Too many calls at once wait for the database.
  public static Problem overloaded() {
    return of(Reason.OVERLOADED, "too many calls at once; try again in a second");
  }

  /// Whether the same call may succeed in a moment.
  static boolean isTemporary(Reason reason) {
    return reason == Reason.OVERLOADED
        || reason == Reason.UNAVAILABLE
        || reason == Reason.NOT_CAUGHT_UP;
  }

  /// The HTTP status of a reason.
  static int httpStatus(Reason reason) {
    return switch (reason) {
      case NOT_FOUND, TOUCHPOINT_UNKNOWN -> 404;
      case LOOPBACK_ONLY, TOUCHPOINT_NOT_OF_KEY -> 403;
      case ALERT_OVER,
          TOO_MANY_SILENCES,
          RULES_READ_ONLY,
          RULES_CHANGED,
          TOO_MANY_DEVICES,
          DEVICE_CHANGED ->
          409;
      case ID_REUSED -> 422;
      case METHOD_NOT_ALLOWED -> 405;
      case MESSAGE_TOO_LARGE -> 413;
      case MEDIA_TYPE_UNSUPPORTED -> 415;
      case INTERNAL -> 500;
      case OVERLOADED, UNAVAILABLE, NOT_CAUGHT_UP -> 503;
      default -> 400;
    };
  }

  /// What a status that the HTTP server itself decides on means in the words of the contract.
  static Problem ofHttpStatus(int status) {
    return switch (status) {
      case 404 -> of(Reason.NOT_FOUND, "no such path");
      case 405 -> of(Reason.METHOD_NOT_ALLOWED, "this path does not take the method");
      case 413 -> of(Reason.MESSAGE_TOO_LARGE, "the body is larger than is accepted");
      case 415 -> of(Reason.MEDIA_TYPE_UNSUPPORTED, "the body must be application/json");
      case 429, 503 -> of(Reason.OVERLOADED, "too many requests at once; try again");
      default ->
          status < 500
              ? of(Reason.MALFORMED, "the request is not HTTP as it is read here")
              : of(Reason.INTERNAL, "a fault of the server");
    };
  }
}
