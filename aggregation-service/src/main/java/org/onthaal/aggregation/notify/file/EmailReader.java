package org.onthaal.aggregation.notify.file;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Destination.Login;
import org.onthaal.aggregation.notify.Destination.Security;
import org.onthaal.aggregation.notify.Destination.SmtpServer;
import org.onthaal.aggregation.rule.YamlSection;

/// Reads a receiver that is told by e-mail.
final class EmailReader {
  /// RFC 6409 and RFC 8314: submission, and submission over TLS.
  private static final int STARTTLS_PORT = 587;

  private static final int TLS_PORT = 465;
  private static final int PORT_MAX = 65_535;

  /// One message has one list of readers; a longer one is the mail server's business.
  private static final int READERS_MAX = 50;

  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");
  private static final String ADDRESS_EXPECTED =
      "an address such as team@example.org, without a name";

  private final YamlSection of;
  private final SecretText texts;

  EmailReader(YamlSection of, SecretText texts) {
    this.of = of;
    this.texts = texts;
  }

  Optional<Destination.Email> email() {
    of.require("host", "the name of a mail server");
    of.require("from", ADDRESS_EXPECTED);
    of.require("to", ADDRESS_EXPECTED + ", or a list of them");
    Optional<SmtpServer> server = server();
    Optional<String> from = of.text("from");
    if (from.isPresent() && !ADDRESS.matcher(from.get()).matches()) {
      of.refuse("from", ADDRESS_EXPECTED);
      from = Optional.empty();
    }
    List<String> to = of.texts("to");
    if (to.size() > READERS_MAX || !to.stream().allMatch(one -> ADDRESS.matcher(one).matches())) {
      of.refuse("to", "at most " + READERS_MAX + ", each " + ADDRESS_EXPECTED);
      to = List.of();
    }
    return server.isEmpty() || from.isEmpty() || to.isEmpty()
        ? Optional.empty()
        : Optional.of(new Destination.Email(server.get(), from.get(), to));
  }

  private Optional<SmtpServer> server() {
    Security security = of.word("security", Security.class).orElse(Security.STARTTLS);
    int port =
        of.whole("port", 1, PORT_MAX).orElse(security == Security.TLS ? TLS_PORT : STARTTLS_PORT);
    Optional<String> user = of.text("user");
    Optional<String> password = texts.optional("password");
    if (user.isPresent() != password.isPresent()) {
      of.refuseHidden("user", "user and password, or neither");
    }
    Optional<Login> login =
        user.flatMap(name -> password.map(word -> new Login(name, new Credential(word))));
    Optional<String> certificate = texts.optional("certificate");
    if (certificate.isPresent() && !isCertificate(certificate.get())) {
      of.refuseHidden(texts.usedKey("certificate"), "certificates in PEM");
    }
    Optional<String> host = of.text("host");
    if (host.isPresent() && !HOST.matcher(host.get()).matches()) {
      of.refuse("host", "the name of a mail server");
      return Optional.empty();
    }
    return host.map(name -> new SmtpServer(name, port, security, login, certificate));
  }

  private static boolean isCertificate(String pem) {
    try {
      return !CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
          .isEmpty();
    } catch (CertificateException e) {
      return false;
    }
  }
}
