package org.onthaal.feedback;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/// A file of the widget's jar as browsers load it: also as it is after gzip, and with a mark of
/// exactly this content. Safe for any thread.
final class HttpFile {
  private static final Header VARIES = HeaderValues.create(HeaderNames.VARY, "Accept-Encoding");

  private final String type;
  private final byte[] content;
  private final byte[] zipped;
  private final String mark;

  private HttpFile(String type, byte[] content) {
    this.type = type;
    this.content = content;
    this.zipped = gzip(content);
    this.mark = '"' + hash(content) + '"';
  }

  /// @param name from the root of the class path
  static HttpFile of(String name, String type) {
    try (InputStream in = HttpFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new HttpFile(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /// Sends it unless the caller has it; packed for whoever can unpack it.
  void send(ServerRequest request, ServerResponse response) {
    response.header(VARIES).header(HeaderNames.ETAG, mark).header(HeaderNames.CONTENT_TYPE, type);
    boolean isKnown =
        request
            .headers()
            .first(HeaderNames.IF_NONE_MATCH)
            .filter(marks -> marks.contains(mark))
            .isPresent();
    if (isKnown) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else if (takesGzip(request)) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip").send(zipped);
    } else {
      response.send(content);
    }
  }

  private static boolean takesGzip(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.ACCEPT_ENCODING)
        .filter(encodings -> encodings.contains("gzip"))
        .isPresent();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return zipped.toByteArray();
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
