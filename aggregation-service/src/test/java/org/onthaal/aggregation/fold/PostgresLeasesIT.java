package org.onthaal.aggregation.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.testkit.TestPostgres;

class PostgresLeasesIT {
  // A holder says something every second.
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofSeconds(30);

  private PostgresTransactions transactions;
  private PostgresLeases first;
  private PostgresLeases second;

  @BeforeEach
  void open() {
    transactions =
        PostgresTransactions.connect(
            new DatabaseSettings(
                TestPostgres.database(PostgresLeasesIT.class),
                "postgres",
                "",
                8,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10)));
    first = new PostgresLeases(transactions, InstantSource.system(), SILENCE);
    second = new PostgresLeases(transactions, InstantSource.system(), SILENCE);
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    transactions.close();
  }

  @Test
  void partitionOfAHolderThatIsNotHeardOfGoesToAnother() {
    assertThat(first.holds(0)).isTrue();
    assertThat(second.holds(0)).isFalse();

    await("the silent holder to lose it").atMost(SOON).until(() -> second.holds(0));

    // By then the first has been told, and it stands behind.
    await("the first to notice").atMost(SOON).until(() -> !first.holds(0));
    assertThat(second.holds(0)).isTrue();
  }

  @Test
  void partitionOfAHolderThatIsHeardOfStaysWhereItIs() {
    assertThat(first.holds(0)).isTrue();

    await("nothing to change hands")
        .during(SILENCE.multipliedBy(2))
        .atMost(SOON)
        .until(() -> first.holds(0) && !second.holds(0));
  }

  @Test
  void partitionOfAHolderThatStopsIsFreeAtOnce() {
    assertThat(first.holds(0)).isTrue();

    first.close();

    assertThat(second.holds(0)).isTrue();
  }
}
