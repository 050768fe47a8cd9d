package org.onthaal.feedback.device;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.onthaal.feedback.collect.SurveyProtos;
import org.onthaal.feedback.privacy.KeyCodes;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.OpeningHours;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.survey.Touchpoint;
import org.onthaal.v1.DeviceOrders;
import org.onthaal.v1.DeviceSettings;

/// What a device is to do, put together from its settings and the catalogue as it is now.
///
/// @param codes keeps the mark, which many may see, from telling the staff's code to whoever tries
///   them all
record Orders(SurveyCatalog catalog, KeyCodes codes) {
  DeviceOrders of(DeviceSettings settings) {
    Touchpoint at = catalog.awaitTouchpoint(settings.getTouchpoint()).orElseThrow();
    DeviceOrders.Builder orders =
        DeviceOrders.newBuilder()
            .setSettings(settings)
            .setZone(catalog.administration(at.administration()).orElseThrow().zone().getId())
            .addAllOpeningHours(hours(settings, at));
    at.names().forEach((language, name) -> orders.putNames(language.subtag(), name));
    if (!at.retired() && at.channels().contains(Channel.KIOSK)) {
      languages(settings, at)
          .forEach(language ->
              orders.addSurveys(
                  SurveyProtos.survey(LocalizedSurvey.of(catalog, at, Optional.of(language)))));
    }
    return orders.setMark(mark(orders.build())).build();
  }

  private List<org.onthaal.v1.OpeningHours> hours(DeviceSettings settings, Touchpoint at) {
    if (settings.getOpeningHoursCount() > 0) {
      return settings.getOpeningHoursList();
    }
    return catalog.service(at.administration(), at.service()).orElseThrow().openingHours().stream()
        .map(Orders::hours)
        .toList();
  }

  private static org.onthaal.v1.OpeningHours hours(OpeningHours hours) {
    return org.onthaal.v1.OpeningHours.newBuilder()
        .setWeekday(hours.day().getValue())
        .setOpens(hours.opensText())
        .setCloses(hours.closesText())
        .build();
  }

  // The touchpoint may have other languages than when the settings were made.
  private static List<Language> languages(DeviceSettings settings, Touchpoint at) {
    List<Language> wanted =
        settings.getLanguagesList().stream()
            .flatMap(tag -> Language.parse(tag).stream())
            .filter(at.languages()::contains)
            .toList();
    return wanted.isEmpty() ? at.languages() : wanted;
  }

  private String mark(DeviceOrders orders) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    // Maps in order of key: each replica makes the same mark.
    out.useDeterministicSerialization();
    try {
      orders.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    String text = "onthaal orders v1 " + HexFormat.of().formatHex(bytes.toByteArray());
    return HexFormat.of().formatHex(codes.code(text));
  }
}
