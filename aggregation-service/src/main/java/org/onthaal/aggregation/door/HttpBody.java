package org.onthaal.aggregation.door;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The body of a request, within limits.
public final class HttpBody {
  private HttpBody() {}

  /// The bytes, none when there is none.
  ///
  /// @param bytesMax above it, the body is read to its end all the same, so that the refusal
  ///   arrives
  /// @throws HttpException 413 when there are too many
  public static byte[] read(ServerRequest request, int bytesMax) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(bytesMax);
      if (in.transferTo(OutputStream.nullOutputStream()) > 0) {
        throw new HttpException("the body is too large", Status.REQUEST_ENTITY_TOO_LARGE_413);
      }
      request.context().get(HttpConnections.Open.class).ifPresent(HttpConnections.Open::arrived);
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException("the body did not arrive", e);
    } catch (DataReader.InsufficientDataAvailableException e) {
      // The caller left, or was cut: nobody is there to be answered.
      throw new CloseConnectionException("the body did not arrive", e);
    }
  }
}
