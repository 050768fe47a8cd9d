package org.onthaal.aggregation.door;

import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The body of a request, within limits.
public final class HttpBody {
  /// Bytes. A rule file for a back-test is the largest thing anybody sends.
  private static final int BYTES_MAX = 1 << 20;

  /// Bytes. A body above its limit is read to its end, so that the refusal arrives; beyond this the
  /// connection is cut.
  public static final int DRAINED_BYTES_MAX = 16 << 20;

  private HttpBody() {}

  /// The bytes, none when there is none.
  ///
  /// @throws HttpException 413 when there are too many
  public static byte[] read(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(BYTES_MAX);
      if (in.transferTo(OutputStream.nullOutputStream()) > 0) {
        throw new HttpException("the body is too large", Status.REQUEST_ENTITY_TOO_LARGE_413);
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException("the body did not arrive", e);
    }
  }
}
