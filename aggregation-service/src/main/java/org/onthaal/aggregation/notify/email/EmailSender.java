package org.onthaal.aggregation.notify.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.util.MailConnectException;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Destination.Login;
import org.onthaal.aggregation.notify.Destination.Security;
import org.onthaal.aggregation.notify.Destination.SmtpServer;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.message.NewsReader;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.send.Sender;

/// Hands mail to one SMTP server, over TLS and to no address but the one that was checked. Readers
/// whom the server does not take keep it from nobody else; only they are tried again.
public final class EmailSender implements Sender {
  private static final String PREFIX = "mail.smtp.";

  private final Destination.Email to;
  private final Language language;
  private final AddressGuard guard;
  private final Duration timeout;
  private final SSLSocketFactory tls;

  /// Throws `IllegalArgumentException` when the certificate of the routes file cannot be read.
  ///
  /// @param timeout of each part of a try
  public EmailSender(
      Destination.Email to, Language language, AddressGuard guard, Duration timeout) {
    this.to = to;
    this.language = language;
    this.guard = guard;
    this.timeout = timeout;
    this.tls = TrustedTls.factory(to.server().certificate());
  }

  @Override
  public Outcome send(Message message, Instant now) {
    // Mail speaks TLS as https does, so the same addresses are allowed.
    URI place = URI.create("https://" + to.server().host() + ":" + to.server().port());
    return switch (guard.check(place)) {
      case AddressGuard.Checked.Refused(String reason) ->
          new Outcome.Refused(OptionalInt.empty(), "address refused: " + reason);
      case AddressGuard.Checked.Unresolved(String reason) ->
          new Outcome.Retryable(OptionalInt.empty(), reason, Optional.empty());
      case AddressGuard.Checked.Allowed(List<InetAddress> addresses) ->
          handToAny(addresses, message, now);
    };
  }

  /// The next address is tried only when no connection came about: then nothing was sent.
  private Outcome handToAny(List<InetAddress> addresses, Message message, Instant now) {
    Outcome last = new Outcome.Retryable(OptionalInt.empty(), "no address", Optional.empty());
    List<String> readers =
        to.to().stream().filter(reader -> !message.takenBy().contains(reader)).toList();
    if (readers.isEmpty()) {
      // The routes file names fewer readers than before.
      return new Outcome.Delivered(SmtpAnswer.OK, "SMTP");
    }
    for (InetAddress address : addresses) {
      try {
        hand(message, readers, address, now);
        return new Outcome.Delivered(SmtpAnswer.OK, "SMTP");
      } catch (MailConnectException e) {
        last = SmtpAnswer.outcome(e);
      } catch (MessagingException e) {
        return SmtpAnswer.outcome(e);
      }
    }
    return last;
  }

  private void hand(Message message, List<String> readers, InetAddress address, Instant now)
      throws MessagingException {
    Session session = Session.getInstance(properties());
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage mail =
          new EmailLayout(to, language)
              .mail(session, message.id(), NewsReader.read(message.body()), now);
      SmtpServer server = to.server();
      Optional<Login> login = server.login();
      transport.connect(
          address.getHostAddress(),
          server.port(),
          login.map(Login::user).orElse(""),
          login.map(one -> one.password().value()).orElse(""));
      transport.sendMessage(mail, InternetAddress.parse(String.join(",", readers)));
    }
  }

  private Properties properties() {
    SmtpServer server = to.server();
    Properties properties = new Properties();
    String milliseconds = Long.toString(timeout.toMillis());
    properties.put(PREFIX + "connectiontimeout", milliseconds);
    properties.put(PREFIX + "timeout", milliseconds);
    properties.put(PREFIX + "auth", Boolean.toString(server.login().isPresent()));
    properties.put(PREFIX + "ssl.enable", Boolean.toString(server.security() == Security.TLS));
    properties.put(PREFIX + "starttls.enable", "true");
    properties.put(PREFIX + "starttls.required", "true");
    // Judged by the sockets below, against the name and not the address.
    properties.put(PREFIX + "ssl.checkserveridentity", "false");
    properties.put(PREFIX + "ssl.socketFactory", new NamedTlsSockets(server.host(), tls));
    properties.put(PREFIX + "ssl.socketFactory.fallback", "false");
    properties.put(PREFIX + "socketFactory.fallback", "false");
    // Whoever takes it gets it; the answer names the rest.
    properties.put(PREFIX + "sendpartial", "true");
    // Nobody answers a machine's mail; servers need no name of ours to greet.
    properties.put(PREFIX + "localhost", "onthaal");
    return properties;
  }
}
