package org.onthaal.aggregation.notify.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.notify.Links;
import org.onthaal.aggregation.rule.YamlSection;

/// Reads the addresses that messages lead to.
final class LinksReader {
  private static final String EXPECTED =
      "an http or https address with places such as {alert}, {rule} and {service}";

  private LinksReader() {}

  static Links read(YamlSection section) {
    Map<Links.Page, String> templates = new EnumMap<>(Links.Page.class);
    for (Links.Page page : Links.Page.values()) {
      String key = page.name().toLowerCase(Locale.ROOT);
      Optional<String> template = section.text(key);
      if (template.isPresent() && !isAddress(template.get())) {
        section.refuse(key, EXPECTED);
      } else if (template.isPresent()) {
        templates.put(page, template.get());
      }
    }
    section.refuseOthers();
    return new Links(templates);
  }

  private static boolean isAddress(String template) {
    String plain = template.replace("{alert}", "x").replace("{rule}", "x");
    for (Dimension dimension : Dimension.values()) {
      plain = plain.replace(Links.place(dimension), "x");
    }
    try {
      URI address = new URI(plain);
      return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
          && address.getHost() != null
          && address.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false; // what is left of an unknown place
    }
  }
}
