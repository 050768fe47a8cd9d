package org.onthaal.feedback.collect.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The style sheet, under a name that changes with its content so that it can be kept for ever.
final class PageStyle {
  // 48 bits tell versions of one file apart.
  private static final int HASH_BYTES = 6;

  private final byte[] content;
  private final String name;

  private PageStyle(byte[] content, String name) {
    this.content = content;
    this.name = name;
  }

  static PageStyle read() {
    try (InputStream in = PageStyle.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("page.css is missing");
      }
      byte[] content = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new PageStyle(
          content, "page-" + HexFormat.of().formatHex(hash, 0, HASH_BYTES) + ".css");
    } catch (IOException e) {
      throw new UncheckedIOException("page.css cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  String name() {
    return name;
  }

  byte[] content() {
    return content.clone();
  }
}
