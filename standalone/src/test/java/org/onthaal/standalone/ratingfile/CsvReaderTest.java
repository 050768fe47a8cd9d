package org.onthaal.standalone.ratingfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  @Test
  void quotesMayHoldCommasQuotesAndNewlines() throws IOException {
    var records = read("h\n\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\nc,d,e\n");

    assertThat(records).hasSize(2);
    assertThat(records.get(0).fields()).containsExactly("a,b", "say \"hi\"", "two\nlines");
    assertThat(records.get(1).fields()).containsExactly("c", "d", "e");
    assertThat(records.get(1).line()).isEqualTo(4);
    assertThat(records.get(1).number()).isEqualTo(2);
  }

  @Test
  void lineEndsOfEveryKindEndRecords() throws IOException {
    assertThat(read("h\r\na,b\r\n\"c\",d\r\n\r\n\ne,"))
        .extracting(CsvRecord::fields)
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", ""));
  }

  @Test
  void byteOrderMarkIsNotPartOfTheHeader() throws IOException {
    try (CsvReader reader = reader("\uFEFFid,score\n")) {
      assertThat(reader.header().orElseThrow().fields()).containsExactly("id", "score");
    }
  }

  @Test
  void quoteThatNeverClosesCostsOneLine() throws IOException {
    var records = read("h\n1,\"open\n2,fine\n3,\"also fine\"\n");

    assertThat(records).extracting(CsvRecord::isBroken).containsExactly(true, false, false);
    assertThat(records).extracting(CsvRecord::line).containsExactly(2L, 3L, 4L);
    assertThat(records.getFirst().fields()).containsExactly("1", "\"open");
  }

  @Test
  void textAfterClosingQuoteIsAFault() throws IOException {
    var records = read("h\n\"a\"b,c\nd,e\n");

    assertThat(records.getFirst().fault()).contains("follows a closing quote");
    assertThat(records.get(1).fields()).containsExactly("d", "e");
  }

  @Test
  void recordBeyondTheLimitIsAFaultAndReadingGoesOn() throws IOException {
    String huge = "x".repeat(CsvReader.RECORD_BYTES_MAX + 100_000);

    var records = read("h\n" + huge + "\na,b\n");

    assertThat(records.get(0).fault()).contains("longer than");
    assertThat(records.get(1).fields()).containsExactly("a", "b");
    assertThat(records.get(1).line()).isEqualTo(3);
  }

  @Test
  void fieldsKeepTheirBytes() throws IOException {
    assertThat(read("h\né\n").getFirst().fields().getFirst())
        .isEqualTo(new String("é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  private static List<CsvRecord> read(String text) throws IOException {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader reader = reader(text)) {
      assertThat(reader.header()).isPresent();
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  private static CsvReader reader(String text) throws IOException {
    return new CsvReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
