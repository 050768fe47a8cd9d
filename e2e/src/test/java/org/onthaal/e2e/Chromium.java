package org.onthaal.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real browser that talks to this machine only.
public final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium-headless-shell");
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /// Starts it.
  public static Chromium open() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(QUIET);
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  /// What pages are opened in.
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
                .setArgs(QUIET));
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

  /// Keeps a picture of a whole page with the build, for people to look at.
  static void keep(Page page, String name) {
    Path picture = Path.of("target", "screens", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
