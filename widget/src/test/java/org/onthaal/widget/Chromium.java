package org.onthaal.widget;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The browser of this machine, kept from calling anybody by itself, with letters that look the
/// same on every machine.
public final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium-headless-shell");
  private static final Path FONTS = Path.of("src/test/resources/org/onthaal/widget/fonts.conf");
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-lcd-text",
          "--font-render-hinting=none",
          "--force-device-scale-factor=1");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(PROGRAM)
                  .setArgs(ARGUMENTS)
                  .setEnv(environment()));

  /// Starts it.
  public static Chromium open() {
    return new Chromium();
  }

  public Browser browser() {
    return browser;
  }

  /// A second one, with a profile that lasts.
  public BrowserContext lasting(Path profile) {
    return playwright
        .chromium()
        .launchPersistentContext(
            profile,
            new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(PROGRAM)
                .setArgs(ARGUMENTS)
                .setEnv(environment()));
  }

  /// Ends that one as a power cut would, and waits until it is gone.
  public static void kill(Path profile) {
    ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process).contains(profile.toString()))
        .forEach(process -> {
          process.destroyForcibly();
          process.onExit().join();
        });
  }

  // Longer than what ProcessHandle tells.
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("FONTCONFIG_FILE", FONTS.toAbsolutePath().toString());
    return environment;
  }
}
