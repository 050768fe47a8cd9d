package org.onthaal.sample.permit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a form or of an address. */
record Form(Map<String, String> fields) {
  /** Bytes of a form; two fields of this desk fit many times. */
  private static final int BYTES_MAX = 65_536;

  static Form read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(BYTES_MAX);
    return of(new String(bytes, StandardCharsets.UTF_8));
  }

  static Form of(String encoded) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Form(fields);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A field, or nothing. */
  String get(String name) {
    return fields.getOrDefault(name, "");
  }
}
