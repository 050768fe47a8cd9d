package org.onthaal.bench;

import org.onthaal.bench.alerts.AlertsBench;
import org.onthaal.bench.alerts.SlotsBench;
import org.onthaal.bench.follow.FoldBench;
import org.onthaal.bench.follow.FreshnessBench;
import org.onthaal.bench.intake.IntakeBench;
import org.onthaal.bench.report.ReportBench;
import org.onthaal.bench.sdk.SdkBench;
import org.onthaal.bench.sdk.SendCommand;
import org.onthaal.bench.start.StartBench;
import org.onthaal.bench.widget.WidgetBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The bench's command line.
@Command(
    name = "./onthaal bench",
    mixinStandardHelpOptions = true,
    description = "Measures speed, and what alerts promise, beside what others do, in one run.",
    subcommands = {
      IntakeBench.class,
      FoldBench.class,
      FreshnessBench.class,
      ReportBench.class,
      StartBench.class,
      AlertsBench.class,
      SlotsBench.class,
      WidgetBench.class,
      SdkBench.class,
      AllBench.class,
      ServeCommand.class,
      SendCommand.class
    })
public final class Bench implements Runnable {
  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
