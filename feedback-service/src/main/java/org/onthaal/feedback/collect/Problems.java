package org.onthaal.feedback.collect;

import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// A problem in the forms of the contract.
public final class Problems {
  private Problems() {}

  /// The contract's message: the body of an `application/problem+json` answer, and an item's
  /// result.
  public static org.onthaal.v1.Problem message(Problem problem) {
    var message =
        org.onthaal.v1.Problem.newBuilder()
            .setReason(reason(problem.reason()))
            .setDetail(problem.detail());
    for (Violation violation : problem.violations()) {
      message.addViolations(
          org.onthaal.v1.Violation.newBuilder()
              .setField(violation.field())
              .setReason(reason(violation.reason()))
              .setExpected(violation.expected()));
    }
    return message.build();
  }

  /// Too many calls at once wait for the database.
  public static Problem overloaded() {
    return new Problem(Reason.OVERLOADED, "too many calls at once; try again in a second");
  }

  /// Whether the same call may succeed in a moment.
  public static boolean isTemporary(Reason reason) {
    return reason == Reason.OVERLOADED
        || reason == Reason.UNAVAILABLE
        || reason == Reason.NOT_CAUGHT_UP;
  }

  /// The HTTP status of a reason, as the contract states it.
  public static int httpStatus(Reason reason) {
    return switch (reason) {
      case TOUCHPOINT_UNKNOWN, RATING_UNKNOWN, NOT_FOUND, PAIRING_UNKNOWN -> 404;
      case KEY_MISSING, KEY_MALFORMED, KEY_UNKNOWN, KEY_REVOKED, KEY_EXPIRED -> 401;
      case ORIGIN_NOT_ALLOWED, RECEIPT_WRONG, LOOPBACK_ONLY, SCOPE_MISSING, TOUCHPOINT_NOT_OF_KEY ->
          403;
      case METHOD_NOT_ALLOWED -> 405;
      case EDIT_WINDOW_OVER, TOO_MANY_KEYS, TOO_MANY_DEVICES, DEVICE_CHANGED -> 409;
      case MESSAGE_TOO_LARGE -> 413;
      case MEDIA_TYPE_UNSUPPORTED -> 415;
      case ID_REUSED -> 422;
      case RATE_LIMITED -> 429;
      case INTERNAL -> 500;
      case OVERLOADED, UNAVAILABLE, NOT_CAUGHT_UP -> 503;
      default -> 400;
    };
  }

  private static org.onthaal.v1.Reason reason(Reason reason) {
    return org.onthaal.v1.Reason.valueOf(reason.name());
  }
}
