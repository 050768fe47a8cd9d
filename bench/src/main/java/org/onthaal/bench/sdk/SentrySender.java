package org.onthaal.bench.sdk;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.sentry.SendCachedEnvelopeFireAndForgetIntegration;
import io.sentry.SendFireAndForgetEnvelopeSender;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Sentry's SDK for Java with its cache on the disk.
final class SentrySender implements Sender {
  /// The default is 30; beyond it the oldest are deleted.
  private static final int CACHE_ITEMS_MAX = 100_000;

  private static final long FLUSH_MILLIS_MAX = 15_000;

  SentrySender(Path folder, int port) {
    Sentry.init(options -> {
      options.setDsn("http://key@127.0.0.1:" + port + "/1");
      // "Configuration > Options": cacheDirPath, "envelopes are stored here until sent"
      options.setCacheDirPath(folder.toString());
      options.setMaxCacheItems(CACHE_ITEMS_MAX);
      // Sends the cache at a start. On Android it is there by itself, elsewhere it has to be added.
      options.addIntegration(
          new SendCachedEnvelopeFireAndForgetIntegration(
              new SendFireAndForgetEnvelopeSender(options::getCacheDirPath)));
      // maxQueueSize stays at its default: what does not fit goes to the cache at once, where it
      // survives a kill.
      options.setConnectionTimeoutMillis((int) SenderKind.CALL_TIMEOUT.toMillis());
      options.setReadTimeoutMillis((int) SenderKind.CALL_TIMEOUT.toMillis());
      options.setShutdownTimeoutMillis(FLUSH_MILLIS_MAX);
      options.setFlushTimeoutMillis(FLUSH_MILLIS_MAX);
    });
  }

  @Override
  public Optional<String> submit() {
    SentryEvent event = new SentryEvent();
    Message message = new Message();
    message.setMessage("parking-permit csat 4 web nl");
    event.setMessage(message);
    SentryId id = Sentry.captureEvent(event);
    return id.equals(SentryId.EMPTY_ID) ? Optional.empty() : Optional.of(id.toString());
  }

  @Override
  public void close() {
    Sentry.flush(FLUSH_MILLIS_MAX);
    Sentry.close();
  }

  /// The id of the event of an envelope; none where it brings something else, such as a report of
  /// the client about itself.
  static List<String> ids(byte[] envelope) {
    String text = new String(envelope, StandardCharsets.UTF_8);
    JsonElement id =
        JsonParser.parseString(text.substring(0, text.indexOf('\n')))
            .getAsJsonObject()
            .get("event_id");
    return id == null || !text.contains("\"type\":\"event\"")
        ? List.of()
        : List.of(id.getAsString());
  }
}
