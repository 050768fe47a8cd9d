package org.onthaal.aggregation.notify.email;

import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.onthaal.aggregation.notify.Outcome;

/// What a failed try to hand over mail means: 5yz is for good, everything else may pass.
///
/// Source: RFC 5321 section 4.2.1, and section 4.2.4.2 for what one may conclude.
final class SmtpAnswer {
  /// RFC 5321: requested mail action okay, completed.
  static final int OK = 250;

  private static final int PERMANENT = 500;
  private static final Pattern CODE = Pattern.compile("(?:^|\\s)([45]\\d\\d)[ -]");

  private SmtpAnswer() {}

  static Outcome outcome(MessagingException failure) {
    OptionalInt code = code(failure);
    String detail = detail(failure, code);
    return code.isPresent() && code.getAsInt() >= PERMANENT
        ? new Outcome.Refused(code, detail)
        : new Outcome.Retryable(code, detail, Optional.empty());
  }

  /// The code of the innermost failure that has one: the outer ones only say that nothing was sent.
  private static OptionalInt code(MessagingException failure) {
    OptionalInt inner =
        failure.getNextException() instanceof MessagingException next
            ? code(next)
            : OptionalInt.empty();
    if (inner.isPresent()) {
      return inner;
    }
    int code =
        switch (failure) {
          case SMTPAddressFailedException address -> address.getReturnCode();
          case SMTPSenderFailedException sender -> sender.getReturnCode();
          case SMTPSendFailedException send -> send.getReturnCode();
          default -> codeIn(String.valueOf(failure.getMessage()));
        };
    return code < 400 ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /// A refused login says its code in words only: `535 5.7.8 Authentication credentials invalid`.
  private static int codeIn(String message) {
    Matcher matcher = CODE.matcher(message);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static String detail(MessagingException failure, OptionalInt code) {
    String first = String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse("");
    if (code.isPresent()) {
      return "SMTP " + code.getAsInt() + ": " + first;
    }
    String why = "";
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      why = " (" + cause + ")";
    }
    return failure.getClass().getSimpleName() + ": " + first + why;
  }
}
