package org.onthaal.aggregation.notify.email;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.UUID;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.message.Letter;
import org.onthaal.aggregation.notify.message.News;
import org.onthaal.aggregation.notify.message.Wording;

/// A message as mail: headers that keep an alert's mail together, text, and the same as HTML.
record EmailLayout(Destination.Email to, Language language) {
  /// The whole mail.
  ///
  /// @param id of the notification; every try has the same, so that a mailbox may drop the second
  MimeMessage mail(Session session, UUID id, News news, Instant now) throws MessagingException {
    Letter letter = new Wording(language).of(news);
    MimeMessage mail = new IdentifiedMail(session, identifier(id));
    mail.setFrom(new InternetAddress(to.from()));
    for (String reader : to.to()) {
      mail.addRecipient(RecipientType.TO, new InternetAddress(reader));
    }
    mail.setSubject(letter.title(), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(now));
    String thread = identifier(thread(news, id));
    mail.setHeader("References", thread);
    mail.setHeader("In-Reply-To", thread);
    // RFC 3834: keeps absence notes from answering.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("Content-Language", language.name().toLowerCase(Locale.ROOT));
    mail.setContent(alternatives(letter));
    mail.saveChanges();
    return mail;
  }

  /// What every mail about the same alert, or the same group, refers to.
  private static UUID thread(News news, UUID id) {
    return switch (news) {
      case News.OfAlerts alerts when alerts.alerts().size() == 1 ->
          StableId.of("thread", alerts.alerts().getFirst().id());
      case News.OfAlerts alerts -> StableId.of("thread", alerts.groupKey());
      case News.OfAcknowledgement(String alert, _, _) -> StableId.of("thread", alert);
      case News.OfReceiver(String receiver, _, _, _) -> StableId.of("thread", receiver);
      case News.OfLog _ -> StableId.of("thread", id.toString());
      case News.OfCanary _ -> StableId.of("thread", "canary");
      case News.OfTest _ -> StableId.of("thread", id.toString());
    };
  }

  private String identifier(UUID id) {
    return "<" + id + "@" + to.from().substring(to.from().indexOf('@') + 1) + ">";
  }

  private MimeMultipart alternatives(Letter letter) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(text(letter), StandardCharsets.UTF_8.name(), "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(html(letter), StandardCharsets.UTF_8.name(), "html");
    // RFC 2046: the last alternative is the one preferred.
    return new MimeMultipart("alternative", text, html);
  }

  private static String text(Letter letter) {
    StringBuilder text = new StringBuilder();
    for (Letter.Part part : letter.parts()) {
      text.append(part.lead()).append("\n\n");
      for (Letter.Fact fact : part.facts()) {
        text.append(fact.name()).append(": ").append(fact.value()).append('\n');
      }
      for (Letter.Link link : part.links()) {
        text.append(link.title()).append(": ").append(link.address()).append('\n');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String html(Letter letter) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"")
        .append(language.name().toLowerCase(Locale.ROOT))
        .append("\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(letter.title()))
        .append("</title></head>\n<body style=\"font-family:sans-serif\">\n<h1>")
        .append(escaped(letter.title()))
        .append("</h1>\n");
    for (Letter.Part part : letter.parts()) {
      html.append("<p>").append(escaped(part.lead())).append("</p>\n<table>\n");
      for (Letter.Fact fact : part.facts()) {
        html.append("<tr><th scope=\"row\" style=\"text-align:left\">")
            .append(escaped(fact.name()))
            .append("</th><td>")
            .append(escaped(fact.value()))
            .append("</td></tr>\n");
      }
      html.append("</table>\n");
      for (Letter.Link link : part.links()) {
        html.append("<p><a href=\"")
            .append(escaped(link.address()))
            .append("\">")
            .append(escaped(link.title()))
            .append("</a></p>\n");
      }
    }
    return html.append("</body></html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// Mail whose Message-ID is ours; the library would make up a new one for every try.
  private static final class IdentifiedMail extends MimeMessage {
    private final String identifier;

    IdentifiedMail(Session session, String identifier) {
      super(session);
      this.identifier = identifier;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", identifier);
    }
  }
}
