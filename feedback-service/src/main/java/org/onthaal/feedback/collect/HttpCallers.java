package org.onthaal.feedback.collect;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.onthaal.feedback.access.Caller;

/// Who calls over HTTP.
final class HttpCallers {
  private static final Pattern LOOPBACK_HOST =
      Pattern.compile(
          "(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?",
          Pattern.CASE_INSENSITIVE);

  private HttpCallers() {}

  /// A caller of this machine connects from it and asks for it by name. A page of another site that
  /// has its own name point at this machine (DNS rebinding) sends its own name; a proxy on this
  /// machine speaks for someone elsewhere.
  static boolean fromThisMachine(HttpRequest request) {
    boolean near =
        request.remotePeer().address() instanceof InetSocketAddress internet
            && internet.getAddress() != null
            && internet.getAddress().isLoopbackAddress();
    boolean forwarded =
        request.headers().contains(HeaderNames.FORWARDED)
            || request.headers().contains(HeaderNames.X_FORWARDED_FOR);
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    return near && !forwarded && LOOPBACK_HOST.matcher(host).matches();
  }

  /// The caller of a use case. A web page in a browser of this machine is a stranger all the same.
  static Caller caller(HttpRequest request) {
    return fromThisMachine(request) && !request.headers().contains(HeaderNames.ORIGIN)
        ? Caller.LOOPBACK
        : Caller.ELSEWHERE;
  }
}
