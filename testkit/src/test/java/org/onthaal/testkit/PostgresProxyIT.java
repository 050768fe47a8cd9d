package org.onthaal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.testkit.PostgresProxy.Hold;
import org.onthaal.testkit.PostgresProxy.Point;

class PostgresProxyIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private String url = "";
  private PostgresProxy proxy;

  @BeforeEach
  void open() {
    url = TestPostgres.database(PostgresProxyIT.class);
    TestPostgres.execute(url, "CREATE TABLE mark (id int)");
    TestPostgres.execute(url, "CREATE TABLE other (id int)");
    proxy = PostgresProxy.before(URI.create(url.substring("jdbc:".length())).getPort());
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void transactionHeldBeforeItsCommitIsNotThereAndNeverComesWhenItIsDropped() throws Exception {
    Hold hold = proxy.hold(Point.BEFORE_COMMIT, "INSERT INTO mark");

    CompletableFuture<Boolean> inserted = insert("mark", 1);

    assertThat(hold.await(SOON)).isTrue();
    assertThat(rows("mark")).isZero();
    hold.drop();
    assertThatThrownBy(() -> inserted.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThat(rows("mark")).isZero();
  }

  @Test
  void transactionHeldAfterItsCommitIsThereAndItsCallerDoesNotKnow() throws Exception {
    Hold hold = proxy.hold(Point.AFTER_COMMIT, "INSERT INTO mark");

    CompletableFuture<Boolean> inserted = insert("mark", 1);

    assertThat(hold.await(SOON)).isTrue();
    assertThat(rows("mark")).isEqualTo(1);
    assertThat(inserted).isNotDone();
    hold.release();
    assertThat(inserted.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void onlyOneTransactionWithTheStatementIsHeld() throws Exception {
    Hold hold = proxy.hold(Point.BEFORE_COMMIT, "INSERT INTO mark");

    assertThat(insert("other", 1).get(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Boolean> first = insert("mark", 1);
    assertThat(hold.await(SOON)).isTrue();
    assertThat(insert("mark", 2).get(20, TimeUnit.SECONDS)).isTrue();

    hold.release();
    assertThat(first.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(rows("mark")).isEqualTo(2);
  }

  @Test
  void statementThatCommitsByItselfIsHeldAfterItsCommit() throws Exception {
    Hold hold = proxy.hold(Point.AFTER_COMMIT, "INSERT INTO mark");
    try (Connection connection = DriverManager.getConnection(proxy.through(url));
        var statement = connection.createStatement()) {
      // One that fails commits nothing, so it is not held.
      assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO mark (id) VALUES ('x')"))
          .hasMessageContaining("invalid input syntax");

      CompletableFuture<Boolean> inserted =
          CompletableFuture.supplyAsync(() -> {
            try {
              return statement.executeUpdate("INSERT INTO mark (id) VALUES (1)") == 1;
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });

      assertThat(hold.await(SOON)).isTrue();
      assertThat(rows("mark")).isEqualTo(1);
      assertThat(inserted).isNotDone();
      hold.release();
      assertThat(inserted.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// The driver names a statement, and stops sending its text, after five uses.
  @Test
  void preparedStatementsAndCopyAreRecognisedToo() throws Exception {
    try (Connection connection = DriverManager.getConnection(proxy.through(url))) {
      connection.setAutoCommit(false);
      try (var insert = connection.prepareStatement("INSERT INTO other (id) VALUES (?)")) {
        for (int i = 0; i < 8; i++) {
          insert.setInt(1, i);
          insert.executeUpdate();
          connection.commit();
        }
        Hold hold = proxy.hold(Point.BEFORE_COMMIT, "INSERT INTO other");
        insert.setInt(1, 8);
        insert.executeUpdate();
        CompletableFuture<Boolean> committed = commit(connection);
        assertThat(hold.await(SOON)).isTrue();
        assertThat(rows("other")).isEqualTo(8);
        hold.release();
        assertThat(committed.get(20, TimeUnit.SECONDS)).isTrue();
      }
      Hold hold = proxy.hold(Point.AFTER_COMMIT, "COPY mark");
      connection
          .unwrap(org.postgresql.PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY mark (id) FROM STDIN", new java.io.StringReader("1\n2\n"));
      CompletableFuture<Boolean> committed = commit(connection);
      assertThat(hold.await(SOON)).isTrue();
      assertThat(rows("mark")).isEqualTo(2);
      hold.release();
      assertThat(committed.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private CompletableFuture<Boolean> insert(String table, int id) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Connection connection = DriverManager.getConnection(proxy.through(url));
              var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO " + table + " (id) VALUES (" + id + ")");
            connection.commit();
            return true;
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static CompletableFuture<Boolean> commit(Connection connection) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            connection.commit();
            return true;
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private int rows(String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }
}
