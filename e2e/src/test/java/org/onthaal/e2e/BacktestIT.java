package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.onthaal.testkit.ReferenceData;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.BacktestRow;

/// Rules judged on real history hold in exactly the windows that two other programs found, with the
/// same figures.
@EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BacktestIT {
  @TempDir static Path folder;
  private Installation installation;

  @BeforeAll
  void importAll() {
    installation = Installation.start(folder.resolve("data"));
    for (RealRatings file : RealRatings.values()) {
      installation.run(file.importCommand()).orFail();
    }
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void windowsInWhichARuleHoldsAreExactlyTheExpectedOnes(RealRatings dataset) throws Exception {
    List<String> actual = backtest(dataset).stream().map(BacktestIT::line).toList();

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected(dataset));
  }

  private List<BacktestRow> backtest(RealRatings dataset) throws IOException {
    boolean monthly = dataset == RealRatings.GP_FFT;
    String first = monthly ? "2023" : dataset.name().substring("SFO_".length());
    BacktestRequest request =
        BacktestRequest.newBuilder()
            .setRules(rules(monthly ? "by-month-and-administration" : "by-day-and-service"))
            .setFrom(first + "-01-01")
            .setTo((monthly ? 2025 : Integer.parseInt(first) + 1) + "-01-01")
            .setZone(monthly ? "Europe/London" : "America/Los_Angeles")
            .build();
    URI door = installation.aggregationGrpc();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(door.getHost(), door.getPort()).usePlaintext().build();
    try {
      return AlertServiceGrpc.newBlockingStub(channel).backtest(request).getRowsList();
    } finally {
      channel.shutdownNow();
    }
  }

  private static String rules(String name) throws IOException {
    try (var file = BacktestIT.class.getResourceAsStream("/rules/" + name + ".yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> expected(RealRatings dataset) throws IOException {
    String prefix = dataset.name().toLowerCase(Locale.ROOT) + ",";
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ReferenceData.path("data/expected/backtest.csv"))) {
      if (line.startsWith(prefix)) {
        String[] cells = line.split(",", -1);
        // rule, group, window_start, n, csat, previous_n, previous_csat, drop_points, z
        List<String> wanted = new ArrayList<>(List.of(cells).subList(4, cells.length));
        wanted.set(2, wanted.get(2).length() == 7 ? wanted.get(2) + "-01" : wanted.get(2));
        rows.add(String.join(",", wanted.stream().map(BacktestIT::plain).toList()));
      }
    }
    return rows;
  }

  private static String line(BacktestRow row) {
    var evidence = row.getEvidence();
    boolean decline = row.getRule().startsWith("drop");
    String group =
        row.getStream().hasService()
            ? row.getStream().getService()
            : row.getStream().getAdministration();
    return String.join(
        ",",
        row.getRule(),
        group,
        evidence.getWindowStart().substring(0, 10),
        String.valueOf(evidence.getN()),
        rounded(evidence.getValue()),
        decline ? String.valueOf(evidence.getPreviousN()) : "",
        decline ? rounded(evidence.getPreviousValue()) : "",
        decline ? rounded(evidence.getPoints()) : "",
        decline ? rounded(evidence.getZ()) : "");
  }

  private static String rounded(double value) {
    return plain(new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString());
  }

  private static String plain(String cell) {
    return cell.matches("-?\\d+\\.\\d+")
        ? new BigDecimal(cell).stripTrailingZeros().toPlainString()
        : cell;
  }
}
