package org.onthaal.aggregation.notify.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Destination.Login;
import org.onthaal.aggregation.notify.Destination.Security;
import org.onthaal.aggregation.notify.Destination.SmtpServer;
import org.onthaal.aggregation.notify.ExampleAlerts;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.send.AddressGuard;

class EmailSenderIT {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:05Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Message FIRING =
      new Message(ExampleAlerts.NOTIFICATION, ExampleAlerts.firing());

  @TempDir private static Path folder;
  private static TestCertificate certificate = new TestCertificate(Path.of("none"));

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.create(folder);
    System.setProperty("greenmail.tls.keystore.file", certificate.store().toString());
    System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
    System.setProperty("greenmail.tls.key.password", TestCertificate.PASSWORD);
  }

  @Test
  void mailsOfOneAlertFormAThreadOfTextAndHtml() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    server.setUser("onthaal", "a-password");
    server.start();
    try {
      EmailSender sender =
          sender(server.getSmtps().getPort(), Security.TLS, Language.FR, "a-password");
      UUID second = new UUID(7, 8);
      assertThat(sender.send(FIRING, NOW)).isEqualTo(new Outcome.Delivered(250, "SMTP"));
      Message closed = new Message(second, ExampleAlerts.closed("Anna", "vu sur place"));
      assertThat(sender.send(closed, NOW)).isEqualTo(new Outcome.Delivered(250, "SMTP"));

      MimeMessage[] mails = server.getReceivedMessages();
      assertThat(mails).hasSize(4); // two, to two readers each
      MimeMessage begin = titled(mails, "Alerte : stib / parking permit / KIOSK (csat-floor)");
      MimeMessage end = titled(mails, "Terminé : stib / parking permit / KIOSK (csat-floor)");
      assertThat(begin.getMessageID())
          .isEqualTo("<" + ExampleAlerts.NOTIFICATION + "@onthaal.example.org>");
      assertThat(end.getMessageID()).isEqualTo("<" + second + "@onthaal.example.org>");
      assertThat(begin.getHeader("References")).isEqualTo(end.getHeader("References"));
      assertThat(begin.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(begin.getSentDate()).isEqualTo(Date.from(NOW));

      MimeMultipart parts = (MimeMultipart) begin.getContent();
      assertThat(parts.getContentType()).contains("multipart/alternative");
      assertThat(parts.getCount()).isEqualTo(2);
      assertThat(content(parts.getBodyPart(0), "text/plain"))
          .contains(
              "La satisfaction pour stib / parking permit / KIOSK est de 62,5",
              "Comparé à: la limite de 70,0",
              "Voir l’alerte: https://onthaal.example.org/alerts/");
      assertThat(content(parts.getBodyPart(1), "text/html"))
          .contains("<html lang=\"fr\">", "service=parking%20permit&amp;channel=KIOSK");
      MimeMultipart last = (MimeMultipart) end.getContent();
      for (int i = 0; i < 2; i++) {
        assertThat(content(last.getBodyPart(i), i == 0 ? "text/plain" : "text/html"))
            .contains(
                "Anna a clos l’alerte pour stib / parking permit / KIOSK : vu sur place",
                "Clos par",
                "Voir l’alerte")
            .doesNotContain("Prendre en charge", "Mettre en sourdine");
      }
    } finally {
      server.stop();
    }
  }

  private static MimeMessage titled(MimeMessage[] mails, String title) throws Exception {
    for (MimeMessage mail : mails) {
      if (mail.getSubject().equals(title)) {
        return mail;
      }
    }
    throw new AssertionError("no mail has the title " + title);
  }

  private static String content(BodyPart part, String type) throws Exception {
    assertThat(part.isMimeType(type)).isTrue();
    return (String) part.getContent();
  }

  @Test
  void wrongPasswordIsRefusedForGood() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    server.setUser("onthaal", "a-password");
    server.start();
    try {
      Outcome outcome =
          sender(server.getSmtps().getPort(), Security.TLS, Language.EN, "another")
              .send(FIRING, NOW);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.status()).isEqualTo(OptionalInt.of(535)));
      assertThat(outcome.toString()).doesNotContain("another");
    } finally {
      server.stop();
    }
  }

  @Test
  void startTlsComesBeforeAnythingIsSaid() throws Exception {
    try (SmallSmtpServer server = SmallSmtpServer.start(certificate.context(), Map.of(), true)) {
      assertThat(sender(server.port(), Map.of()).send(FIRING, NOW))
          .isEqualTo(new Outcome.Delivered(250, "SMTP"));

      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().getFirst())
          .contains("Message-ID: <" + ExampleAlerts.NOTIFICATION + "@onthaal.example.org>");
    }
  }

  @Test
  void withoutTlsNothingIsSaid() throws Exception {
    try (SmallSmtpServer server = SmallSmtpServer.start(certificate.context(), Map.of(), false)) {
      assertThat(sender(server.port(), Map.of()).send(FIRING, NOW))
          .isInstanceOf(Outcome.Retryable.class);

      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void certificateOfAnotherNameIsNotTrusted() throws Exception {
    try (SmallSmtpServer server = SmallSmtpServer.start(certificate.context(), Map.of(), true)) {
      Outcome outcome = sender(server.port(), Map.of("host", "mail.example.net")).send(FIRING, NOW);

      assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void codeOfTheServerDecidesWhetherItIsTriedAgain() throws Exception {
    for (String command : List.of("MAIL", "RCPT", "DATA")) {
      assertThat(answered(command, "451 try later"))
          .as(command)
          .isInstanceOfSatisfying(
              Outcome.Retryable.class,
              later -> assertThat(later.status()).isEqualTo(OptionalInt.of(451)));
      assertThat(answered(command, "550 no such mailbox"))
          .as(command)
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.status()).isEqualTo(OptionalInt.of(550)));
    }
  }

  @Test
  void readerWhoIsRefusedKeepsItFromNobodyElse() throws Exception {
    Map<String, String> answers =
        Map.of("RCPT TO:<desk@parking.example.org>", "550 no such mailbox");
    try (SmallSmtpServer server = SmallSmtpServer.start(certificate.context(), answers, true)) {
      Outcome first = sender(server.port(), Map.of()).send(FIRING, NOW);

      assertThat(first)
          .isEqualTo(
              new Outcome.Partly(
                  Set.of("team@parking.example.org"),
                  new Outcome.Refused(
                      OptionalInt.of(550),
                      "SMTP 550 for desk@parking.example.org: 550 no such mailbox; the other"
                          + " readers have it")));
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void onlyReadersWhoDoNotHaveItAreTriedAgain() throws Exception {
    Map<String, String> answers =
        Map.of(
            "RCPT TO:<desk@parking.example.org>",
            "451 greylisted",
            "RCPT TO:<team@parking.example.org>",
            "550 must not be asked again");
    Message again = new Message(FIRING.id(), FIRING.body(), Set.of("team@parking.example.org"));
    try (SmallSmtpServer server = SmallSmtpServer.start(certificate.context(), answers, true)) {
      assertThat(sender(server.port(), Map.of()).send(again, NOW))
          .isEqualTo(
              new Outcome.Retryable(
                  OptionalInt.of(451),
                  "SMTP 451 for desk@parking.example.org: 451 greylisted",
                  Optional.empty()));
    }
    try (SmallSmtpServer server = SmallSmtpServer.start(certificate.context(), Map.of(), true)) {
      assertThat(sender(server.port(), Map.of()).send(again, NOW))
          .isEqualTo(new Outcome.Delivered(250, "SMTP"));
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void readerWhoMayTakeItLaterIsTriedAgainBesideOneWhoNeverWill() throws Exception {
    Map<String, String> answers =
        Map.of(
            "RCPT TO:<desk@parking.example.org>",
            "550 no such mailbox",
            "RCPT TO:<team@parking.example.org>",
            "452 mailbox full");
    try (SmallSmtpServer server = SmallSmtpServer.start(certificate.context(), answers, true)) {
      assertThat(sender(server.port(), Map.of()).send(FIRING, NOW))
          .isInstanceOfSatisfying(
              Outcome.Retryable.class,
              later -> {
                assertThat(later.status()).isEqualTo(OptionalInt.of(452));
                assertThat(later.detail())
                    .contains(
                        "452 for team@parking.example.org", "550 for desk@parking.example.org");
              });
      assertThat(server.mails()).isEmpty();
    }
  }

  private static Outcome answered(String command, String answer) throws Exception {
    try (SmallSmtpServer server =
        SmallSmtpServer.start(certificate.context(), Map.of(command, answer), true)) {
      return sender(server.port(), Map.of()).send(FIRING, NOW);
    }
  }

  @Test
  void nextAddressIsTriedWhenTheFirstIsClosed() throws Exception {
    try (SmallSmtpServer server = SmallSmtpServer.start(certificate.context(), Map.of(), true)) {
      AddressGuard guard =
          new AddressGuard(
              _ -> List.of(InetAddress.ofLiteral("127.0.0.9"), InetAddress.ofLiteral("127.0.0.1")),
              true,
              List.of());
      Destination.Email to =
          to(server.port(), TestCertificate.HOST, Security.STARTTLS, Optional.empty());

      assertThat(new EmailSender(to, Language.EN, guard, TIMEOUT).send(FIRING, NOW))
          .isEqualTo(new Outcome.Delivered(250, "SMTP"));
    }
  }

  @Test
  void closedPortIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(sender(port, Map.of()).send(FIRING, NOW)).isInstanceOf(Outcome.Retryable.class);
  }

  @Test
  void privateAddressesAreNeverConnected() throws Exception {
    try (SmallSmtpServer server = SmallSmtpServer.start(certificate.context(), Map.of(), true)) {
      AddressGuard strict = new AddressGuard(_ -> loopback(), false, List.of());
      Destination.Email to =
          to(server.port(), TestCertificate.HOST, Security.STARTTLS, Optional.empty());

      assertThat(new EmailSender(to, Language.EN, strict, TIMEOUT).send(FIRING, NOW))
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  private static EmailSender sender(
      int port, Security security, Language language, String password) {
    Destination.Email to =
        to(
            port,
            TestCertificate.HOST,
            security,
            Optional.of(new Login("onthaal", new Credential(password))));
    return new EmailSender(to, language, guard(), TIMEOUT);
  }

  private static EmailSender sender(int port, Map<String, String> changed) {
    String host = changed.getOrDefault("host", TestCertificate.HOST);
    return new EmailSender(
        to(port, host, Security.STARTTLS, Optional.empty()), Language.EN, guard(), TIMEOUT);
  }

  private static Destination.Email to(
      int port, String host, Security security, Optional<Login> login) {
    try {
      return new Destination.Email(
          new SmtpServer(host, port, security, login, Optional.of(certificate.pem())),
          "alerts@onthaal.example.org",
          List.of("team@parking.example.org", "desk@parking.example.org"));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the certificate was made by this test", e);
    }
  }

  private static AddressGuard guard() {
    return new AddressGuard(_ -> loopback(), true, List.of());
  }

  private static List<InetAddress> loopback() {
    return List.of(InetAddress.ofLiteral("127.0.0.1"));
  }
}
