package org.onthaal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class TestPostgresIT {
  @Test
  void serverIsDurableAndEachDatabaseIsItsOwn() throws Exception {
    String first = TestPostgres.database(TestPostgresIT.class);
    String second = TestPostgres.database(TestPostgresIT.class);

    TestPostgres.execute(first, "CREATE TABLE only_here (id int)");

    try (var connection = DriverManager.getConnection(second);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT current_setting('fsync'), current_setting('synchronous_commit'), to_regclass('only_here')")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("on");
      assertThat(rows.getString(2)).isEqualTo("on");
      assertThat(rows.getString(3)).isNull();
    }
  }
}
