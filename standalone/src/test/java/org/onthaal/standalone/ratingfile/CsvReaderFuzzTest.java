package org.onthaal.standalone.ratingfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Any bytes are records that can be written and read again; no byte of a line is taken twice.
class CsvReaderFuzzTest {
  @FuzzTest
  void recordsSurviveBeingWritten(byte[] file) throws IOException {
    List<CsvRecord> records = read(file);

    long line = 0;
    for (int i = 0; i < records.size(); i++) {
      CsvRecord found = records.get(i);
      assertThat(found.number()).isEqualTo(i + 1);
      assertThat(found.line()).isGreaterThan(line);
      line = found.line();
    }
    assertThat(line).isLessThanOrEqualTo(1 + lineEnds(file));
    assertThat(records.stream().mapToInt(CsvReaderFuzzTest::characters).sum())
        .isLessThanOrEqualTo(file.length);
    for (CsvRecord found : records) {
      // A line with nothing on it is no record.
      if (!found.fields().equals(List.of(""))) {
        List<CsvRecord> again = read(written(found.fields()));
        assertThat(again).hasSize(2);
        assertThat(again.getLast().fields()).isEqualTo(found.fields());
        assertThat(again.getLast().fault()).isEmpty();
      }
    }
  }

  private static List<CsvRecord> read(byte[] file) throws IOException {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader reader = new CsvReader(new ByteArrayInputStream(file))) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  private static byte[] written(List<String> fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CsvWriter writer = new CsvWriter(bytes, StandardCharsets.ISO_8859_1)) {
      // A record is never the first, where a byte order mark would not be its own.
      writer.write(List.of("header"));
      writer.write(fields);
    }
    return bytes.toByteArray();
  }

  private static int characters(CsvRecord found) {
    return found.fields().stream().mapToInt(String::length).sum();
  }

  private static long lineEnds(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
  }
}
