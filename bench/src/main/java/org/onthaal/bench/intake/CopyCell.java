package org.onthaal.bench.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.ClosedLoop;
import org.onthaal.bench.drive.Measurement;
import org.onthaal.bench.drive.Target;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.v1.Rating;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Raw `COPY … BINARY` in large commits from one connection: the limit of what this database takes
/// in.
final class CopyCell implements Cell {
  private static final int ROWS = 20_000;

  /// Microseconds from 1970-01-01 to 2000-01-01, PostgreSQL's day zero.
  private static final long DAY_ZERO_MICROS = 946_684_800_000_000L;

  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private final Clocks clocks;
  private final Target target;
  private final Traffic traffic;
  private final Connection connection;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final ClosedLoop loop;

  /// @param url of a database with the peer's table
  CopyCell(String url, Traffic traffic, Target target, Clocks clocks) throws SQLException {
    this.clocks = clocks;
    this.target = target;
    this.traffic = traffic;
    connection = DriverManager.getConnection(url);
    loop = new ClosedLoop(1, ROWS, answered -> thread.execute(() -> copy(answered)));
  }

  private void copy(ClosedLoop.Answered answered) {
    boolean succeeded = true;
    try {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      byte[] rows = rows();
      copy.copyIn(
          """
          COPY peer_rating (id, touchpoint, channel, score, language, rated_at, received_at, comment)
          FROM STDIN WITH (FORMAT binary)
          """,
          new java.io.ByteArrayInputStream(rows),
          1 << 16);
      target.acknowledged(ROWS);
    } catch (SQLException | IOException e) {
      succeeded = false; // counted as an error of the cell
      target.unanswered(ROWS);
    }
    answered.answered(succeeded);
  }

  private byte[] rows() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(ROWS * 128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(HEADER);
      long micros = System.currentTimeMillis() * 1000 - DAY_ZERO_MICROS;
      for (int i = 0; i < ROWS; i++) {
        row(out, traffic.next(), micros);
      }
      out.writeShort(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void row(DataOutputStream out, Rating rating, long micros) throws IOException {
    out.writeShort(8);
    UUID id = UUID.fromString(rating.getId());
    out.writeInt(16);
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
    text(out, rating.getTouchpoint());
    out.writeInt(2);
    out.writeShort(rating.getChannelValue());
    out.writeInt(2);
    out.writeShort(rating.getAnswers(0).getScore());
    text(out, rating.getLanguage());
    out.writeInt(8);
    out.writeLong(micros);
    out.writeInt(8);
    out.writeLong(micros);
    if (rating.getComment().isEmpty()) {
      out.writeInt(-1);
    } else {
      text(out, rating.getComment());
    }
  }

  private static void text(DataOutputStream out, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public Measurement measure(Duration duration) {
    return clocks.measure(loop, duration);
  }

  @Override
  public void close() {
    thread.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the connection did not close", e);
    }
  }
}
