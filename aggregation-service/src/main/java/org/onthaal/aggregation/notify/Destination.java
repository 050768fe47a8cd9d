package org.onthaal.aggregation.notify;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.StableId;

/// Where and how one receiver is told.
public sealed interface Destination {
  /// Names the place without any secret; when it changes, a disabled receiver is enabled again.
  String endpoint();

  /// An HTTP endpoint of one's own.
  ///
  /// @param secrets newest first; all of them sign, so that a secret can be changed without a gap
  record Webhook(URI url, Signing signing, List<Secret> secrets) implements Destination {
    public static final int SECRETS_MAX = 2;

    public Webhook {
      secrets = List.copyOf(secrets);
      if (secrets.isEmpty() || secrets.size() > SECRETS_MAX) {
        throw new IllegalArgumentException(
            "secrets: " + secrets.size() + " (expected: 1.." + SECRETS_MAX + ")");
      }
    }

    @Override
    public String endpoint() {
      return url.toString();
    }
  }

  /// How a message is signed.
  enum Signing {
    /// Standard Webhooks 1.0.0.
    STANDARD,
    /// Hex HMAC-SHA256 of `{timestamp}:{body}`.
    TIMESTAMPED
  }

  /// A room of a chat. Whoever knows its address may write there, so it is never shown.
  record Chat(ChatKind kind, URI url) implements Destination {
    @Override
    public String endpoint() {
      return url.getHost() + "#" + StableId.of("endpoint", url.toString());
    }

    @Override
    public String toString() {
      return kind + " at " + endpoint();
    }
  }

  /// Whose chat it is.
  enum ChatKind {
    SLACK,
    TEAMS,
    MATTERMOST
  }

  /// PagerDuty's Events API version 2, or another of its kind.
  record PagerDuty(URI url, Credential routingKey) implements Destination {
    @Override
    public String endpoint() {
      return url + "#" + StableId.of("endpoint", routingKey.value());
    }
  }

  /// Prometheus' Alertmanager, API version 2.
  ///
  /// @param urls every instance; they tell each other apart by gossip, a load balancer would not
  /// @param authorization the whole header, when the instances ask for one
  record Alertmanager(List<URI> urls, Optional<Credential> authorization) implements Destination {
    public Alertmanager {
      urls = List.copyOf(urls);
      if (urls.isEmpty()) {
        throw new IllegalArgumentException("urls: none (expected: at least one)");
      }
    }

    @Override
    public String endpoint() {
      return urls.toString();
    }
  }

  /// A mailbox or several, by one SMTP server.
  record Email(SmtpServer server, String from, List<String> to) implements Destination {
    public Email {
      to = List.copyOf(to);
      if (to.isEmpty()) {
        throw new IllegalArgumentException("to: nobody (expected: at least one address)");
      }
    }

    @Override
    public String endpoint() {
      return server.host() + ":" + server.port() + " for " + String.join(", ", to);
    }
  }

  /// Who takes mail.
  ///
  /// @param certificate PEM of who signed the server's certificate, when no public authority did
  record SmtpServer(
      String host,
      int port,
      Security security,
      Optional<Login> login,
      Optional<String> certificate) {}

  /// How mail is kept from being read on the way; there is no way without.
  enum Security {
    /// Begins in the clear and asks for TLS before anything is said.
    STARTTLS,
    /// TLS from the first byte.
    TLS
  }

  /// Who we are to the mail server.
  record Login(String user, Credential password) {}
}
