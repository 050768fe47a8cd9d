package org.onthaal.standalone.ratingfile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;

/// Writes CSV as RFC 4180 has it, with LF ends; quotes only what needs it.
public final class CsvWriter implements AutoCloseable {
  private final OutputStream output;
  private final Charset charset;

  /// @param charset of the file: UTF-8 for texts, ISO-8859-1 for the byte strings of [CsvRecord]
  public CsvWriter(OutputStream output, Charset charset) {
    this.output = output;
    this.charset = charset;
  }

  public void write(List<String> fields) throws IOException {
    StringBuilder line = new StringBuilder(128);
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      append(line, fields.get(i));
    }
    output.write(line.append('\n').toString().getBytes(charset));
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  private static void append(StringBuilder line, String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    if (plain) {
      line.append(field);
    } else {
      line.append('"').append(field.replace("\"", "\"\"")).append('"');
    }
  }
}
