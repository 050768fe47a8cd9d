package org.onthaal.standalone.ratingfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads CSV as RFC 4180 has it: quotes, doubled quotes, newlines inside quotes; LF or CRLF ends a
/// record, a leading byte order mark is skipped, empty lines are skipped and not counted.
///
/// A record that cannot be split (a quote that never closes, text after a closing quote, more than
/// [#RECORD_BYTES_MAX]) is handed out with its fault, made of its first line only, and reading goes
/// on with the next line: an open quote must not swallow the rest of the file.
///
/// Not safe for several threads.
public final class CsvReader implements AutoCloseable {
  /// Bytes. Bounds what an unclosed quote can make us hold.
  static final int RECORD_BYTES_MAX = 1 << 20;

  private static final int END = -1;

  private final InputStream input;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private long line = 1;
  private long number;
  private int length;
  private String fault = "";

  public CsvReader(InputStream input) throws IOException {
    this.input = input;
    if (peek(0) == 0xEF && peek(1) == 0xBB && peek(2) == 0xBF) {
      start += 3;
    }
  }

  /// The first record; it is not counted. Empty when the file is.
  public Optional<CsvRecord> header() throws IOException {
    Optional<CsvRecord> header = next();
    number = 0;
    return header;
  }

  /// The next record; empty at the end of the file.
  public Optional<CsvRecord> next() throws IOException {
    skipEmptyLines();
    if (peek(0) == END) {
      return Optional.empty();
    }
    number++;
    fault = "";
    List<String> fields = split();
    if (!fault.isEmpty()) {
      fields = firstLine();
    }
    CsvRecord found = new CsvRecord(number, line, fields, fault);
    consume(length);
    return Optional.of(found);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private void skipEmptyLines() throws IOException {
    int width;
    while ((width = lineEnd(0)) > 0) {
      consume(width);
    }
  }

  /// Splits the record at the front of the buffer; sets `length` to its bytes, or `fault`.
  private List<String> split() throws IOException {
    List<String> fields = new ArrayList<>();
    int offset = 0;
    while (true) {
      offset = peek(offset) == '"' ? quoted(offset + 1, fields) : plain(offset, fields);
      if (!fault.isEmpty()) {
        return fields;
      }
      if (peek(offset) != ',') {
        length = offset + lineEnd(offset);
        return fields;
      }
      offset++;
    }
  }

  private int plain(int from, List<String> fields) throws IOException {
    int offset = from;
    for (int next = peek(offset); next != ',' && next != END; next = peek(offset)) {
      if ((next == '\n' || next == '\r') && lineEnd(offset) > 0) {
        break;
      }
      offset++;
      if (isTooLong(offset)) {
        return offset;
      }
    }
    fields.add(bytes(from, offset));
    return offset;
  }

  private int quoted(int from, List<String> fields) throws IOException {
    StringBuilder text = new StringBuilder();
    int offset = from;
    while (true) {
      int next = peek(offset);
      if (next == END) {
        fault = "a quote is opened and never closed";
        return offset;
      }
      offset++;
      if (isTooLong(offset)) {
        return offset;
      }
      if (next != '"') {
        text.append((char) next);
      } else if (peek(offset) == '"') {
        text.append('"');
        offset++;
      } else {
        break;
      }
    }
    if (peek(offset) != ',' && peek(offset) != END && lineEnd(offset) == 0) {
      fault = "text follows a closing quote (expected: a comma or the end of the line)";
    }
    fields.add(text.toString());
    return offset;
  }

  private boolean isTooLong(int offset) {
    if (offset > RECORD_BYTES_MAX) {
      fault = "longer than " + RECORD_BYTES_MAX + " bytes; is a quote never closed?";
    }
    return !fault.isEmpty();
  }

  /// The first line of a broken record, cut at its commas; whatever is beyond the limit is lost.
  private List<String> firstLine() throws IOException {
    int offset = 0;
    while (peek(offset) != END && lineEnd(offset) == 0) {
      if (offset == RECORD_BYTES_MAX) {
        start++; // drops the byte before, so that the buffer never outgrows its limit
      } else {
        offset++;
      }
    }
    length = offset + lineEnd(offset);
    return Arrays.asList(bytes(0, offset).split(",", -1));
  }

  /// Bytes of the line end at an offset: 2 for CRLF, 1 for LF and for a CR that ends the file.
  private int lineEnd(int offset) throws IOException {
    int first = peek(offset);
    if (first == '\n') {
      return 1;
    }
    if (first != '\r') {
      return 0;
    }
    int second = peek(offset + 1);
    return second == '\n' ? 2 : second == END ? 1 : 0;
  }

  private String bytes(int from, int to) {
    return new String(buffer, start + from, to - from, StandardCharsets.ISO_8859_1);
  }

  private void consume(int bytes) {
    for (int i = start; i < start + bytes; i++) {
      if (buffer[i] == '\n') {
        line++;
      }
    }
    start += bytes;
  }

  private int peek(int offset) throws IOException {
    while (start + offset >= end) {
      if (!fill()) {
        return END;
      }
    }
    return buffer[start + offset] & 0xFF;
  }

  private boolean fill() throws IOException {
    if (end == buffer.length) {
      int kept = end - start;
      byte[] target = kept > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
      System.arraycopy(buffer, start, target, 0, kept);
      buffer = target;
      start = 0;
      end = kept;
    }
    int read = input.read(buffer, end, buffer.length - end);
    end += Math.max(read, 0);
    return read > 0;
  }
}
