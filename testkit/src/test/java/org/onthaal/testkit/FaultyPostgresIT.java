package org.onthaal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyPostgresIT {
  @TempDir Path folder;

  @Test
  void killedServerComesBackOnTheSamePortWithWhatWasCommitted() throws Exception {
    try (FaultyPostgres server = FaultyPostgres.start(folder.resolve("pg"))) {
      String url = server.database("kept");
      TestPostgres.execute(url, "CREATE TABLE kept (id int)");
      TestPostgres.execute(url, "INSERT INTO kept VALUES (1)");

      server.kill();
      assertThat(server.answers()).isFalse();
      server.restart();

      try (var connection = DriverManager.getConnection(url);
          var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT count(*) FROM kept")) {
        row.next();
        assertThat(row.getInt(1)).isEqualTo(1);
      }
    }
  }

  @Test
  void frozenServerSaysNothingUntilItMayGoOn() {
    try (FaultyPostgres server = FaultyPostgres.start(folder.resolve("pg"))) {
      server.pause();
      assertThat(server.answers()).isFalse();

      server.resume();

      assertThat(server.answers()).isTrue();
    }
  }
}
