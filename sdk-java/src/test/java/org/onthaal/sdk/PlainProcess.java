package org.onthaal.sdk;

import org.onthaal.sdk.testing.FakeFeedback;

/** An application that has neither Micrometer nor OpenTelemetry, nor asks for JMX. */
final class PlainProcess {
  private PlainProcess() {}

  /** Delivers a rating and asks for every figure; says whether a hook's class is there. */
  public static void main(String[] arguments) {
    try (FakeFeedback fake = FakeFeedback.create()) {
      fake.client().submit(Rating.csat(3).at("parking-permit"));
      System.out.println("arrived " + fake.ratings().size());
      System.out.println(fake.client().stats() + " " + fake.client().health());
    }
    System.out.println(
        "java.management " + ModuleLayer.boot().findModule("java.management").isPresent());
    for (String each : arguments) {
      System.out.println("loaded by name " + loaded(each));
    }
  }

  private static String loaded(String name) {
    try {
      return Class.forName(name).getSimpleName();
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return "failed: " + e.getMessage();
    }
  }
}
