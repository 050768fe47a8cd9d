package org.onthaal.aggregation.notify.email;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.onthaal.aggregation.notify.Outcome;

/// What a failed try to hand over mail means: 5yz is for good, everything else may pass. Readers
/// who were not taken are named.
///
/// Source: RFC 5321 section 4.2.1, and section 4.2.4.2 for what one may conclude.
final class SmtpAnswer {
  /// RFC 5321: requested mail action okay, completed.
  static final int OK = 250;

  private static final int TRANSIENT = 400;
  private static final int PERMANENT = 500;
  private static final Pattern CODE = Pattern.compile("(?:^|\\s)([45]\\d\\d)[ -]");

  private SmtpAnswer() {}

  static Outcome outcome(MessagingException failure) {
    Set<String> taken = taken(failure);
    Outcome others = others(chain(failure), taken.isEmpty());
    return taken.isEmpty() ? others : new Outcome.Partly(taken, others);
  }

  /// Of readers who do not have it. One who may take it later is reason enough to try again.
  private static Outcome others(List<MessagingException> chain, boolean isNobodyTaken) {
    List<MessagingException> refusals =
        chain.stream().filter(one -> code(one) >= TRANSIENT).toList();
    Optional<MessagingException> later =
        refusals.stream().filter(one -> code(one) < PERMANENT).findFirst();
    String detail = detail(chain, refusals);
    if (refusals.isEmpty()) {
      return new Outcome.Retryable(OptionalInt.empty(), detail, Optional.empty());
    }
    OptionalInt code = OptionalInt.of(code(later.orElse(refusals.getLast())));
    String said = isNobodyTaken ? detail : detail + "; the other readers have it";
    return later.isPresent()
        ? new Outcome.Retryable(code, said, Optional.empty())
        : new Outcome.Refused(code, said);
  }

  /// The failure and those that it hangs together with, one for each reader among them.
  private static List<MessagingException> chain(MessagingException failure) {
    List<MessagingException> chain = new ArrayList<>();
    for (Exception one = failure;
        one instanceof MessagingException next;
        one = next.getNextException()) {
      chain.add(next);
    }
    return chain;
  }

  private static Set<String> taken(MessagingException failure) {
    Set<String> taken = new LinkedHashSet<>();
    if (failure instanceof SendFailedException some && some.getValidSentAddresses() != null) {
      for (Address reader : some.getValidSentAddresses()) {
        taken.add(name(reader));
      }
    }
    return taken;
  }

  private static String name(Address reader) {
    return reader instanceof InternetAddress address ? address.getAddress() : reader.toString();
  }

  private static int code(MessagingException failure) {
    return switch (failure) {
      case SMTPAddressFailedException address -> address.getReturnCode();
      case SMTPSenderFailedException sender -> sender.getReturnCode();
      case SMTPSendFailedException send -> send.getReturnCode();
      default -> codeIn(String.valueOf(failure.getMessage()));
    };
  }

  /// A refused login says its code in words only: `535 5.7.8 Authentication credentials invalid`.
  private static int codeIn(String message) {
    Matcher matcher = CODE.matcher(message);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static String detail(List<MessagingException> chain, List<MessagingException> refusals) {
    if (!refusals.isEmpty()) {
      return refusals.stream().map(SmtpAnswer::refusal).collect(Collectors.joining("; "));
    }
    MessagingException failure = chain.getFirst();
    String why = "";
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      why = " (" + cause + ")";
    }
    return failure.getClass().getSimpleName() + ": " + firstLine(failure) + why;
  }

  private static String refusal(MessagingException failure) {
    String whose =
        failure instanceof SMTPAddressFailedException reader
            ? " for " + name(reader.getAddress())
            : "";
    return "SMTP " + code(failure) + whose + ": " + firstLine(failure);
  }

  private static String firstLine(MessagingException failure) {
    return String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse("");
  }
}
