package org.onthaal.aggregation.notify.message;

import org.onthaal.aggregation.notify.Language;

/// Every phrase of a message in every language, in the order FR, NL, DE, EN.
///
/// `%s` stands for what is put in, in the same order in each language.
enum Phrase {
  ALERT("Alerte", "Alarm", "Alarm", "Alert"),
  RESOLVED("Terminé", "Voorbij", "Beendet", "Resolved"),
  TITLE("%s : %s (%s)", "%s: %s (%s)", "%s: %s (%s)", "%s: %s (%s)"),
  ACKNOWLEDGED("%s s’en occupe", "%s zorgt ervoor", "%s kümmert sich darum", "%s takes care of it"),
  GROUP_TITLE(
      "%s alertes en cours, %s terminées",
      "%s alarmen bezig, %s voorbij",
      "%s Alarme aktiv, %s beendet",
      "%s alerts firing, %s resolved"),
  ALL_SERVICES("tous les services", "alle diensten", "alle Dienste", "all services"),

  SATISFACTION("La satisfaction", "De tevredenheid", "Die Zufriedenheit", "Satisfaction"),
  DISSATISFACTION(
      "L’insatisfaction", "De ontevredenheid", "Die Unzufriedenheit", "Dissatisfaction"),
  MEAN("Le score moyen", "De gemiddelde score", "Die mittlere Bewertung", "The mean score"),
  FIGURE("La mesure", "Het cijfer", "Der Wert", "The figure"),

  FELL(
      "%s baisse pour %s : de %s à %s.",
      "%s daalt bij %s: van %s naar %s.",
      "%s sinkt bei %s: von %s auf %s.",
      "%s fell at %s: from %s to %s."),
  ROSE(
      "%s augmente pour %s : de %s à %s.",
      "%s stijgt bij %s: van %s naar %s.",
      "%s steigt bei %s: von %s auf %s.",
      "%s rose at %s: from %s to %s."),
  IS_BELOW(
      "%s pour %s est de %s, sous la limite de %s.",
      "%s bij %s is %s, onder de grens van %s.",
      "%s bei %s beträgt %s, unter der Grenze von %s.",
      "%s at %s is %s, below the limit of %s."),
  IS_ABOVE(
      "%s pour %s est de %s, au-dessus de la limite de %s.",
      "%s bij %s is %s, boven de grens van %s.",
      "%s bei %s beträgt %s, über der Grenze von %s.",
      "%s at %s is %s, above the limit of %s."),
  IS_NOW(
      "%s pour %s est maintenant de %s.",
      "%s bij %s is nu %s.", "%s bei %s beträgt jetzt %s.", "%s at %s is now %s."),
  NO_RATINGS(
      "Aucune évaluation pour %s depuis le %s.",
      "Geen beoordelingen bij %s sinds %s.",
      "Keine Bewertungen bei %s seit %s.",
      "No ratings at %s since %s."),
  NONE_BUT_EXPECTED(
      "Aucune évaluation pour %s depuis le %s, soit %s ; %s étaient attendues.",
      "Geen beoordelingen bij %s sinds %s, gedurende %s; er werden er %s verwacht.",
      "Keine Bewertungen bei %s seit %s, in %s; %s waren zu erwarten.",
      "No ratings at %s since %s, for %s; %s were to be expected."),
  RATINGS_AGAIN(
      "Des évaluations arrivent de nouveau pour %s.",
      "Er komen opnieuw beoordelingen binnen bij %s.",
      "Es gibt wieder Bewertungen bei %s.",
      "Ratings arrive at %s again."),

  WHERE("Où", "Waar", "Wo", "Where"),
  NOW("Maintenant", "Nu", "Jetzt", "Now"),
  BEFORE("Avant", "Ervoor", "Davor", "Before"),
  COUNTED_SINCE("Compté depuis", "Geteld sinds", "Gezählt seit", "Counted since"),
  COMPARED_WITH("Comparé à", "Vergeleken met", "Verglichen mit", "Compared with"),
  STRENGTH(
      "Un signal aussi fort",
      "Een zo sterk signaal",
      "Ein so starkes Signal",
      "A signal this strong"),
  EXPECTED(
      "Évaluations attendues",
      "Verwachte beoordelingen",
      "Erwartete Bewertungen",
      "Ratings expected"),
  FIRING_SINCE("En alerte depuis", "Alarm sinds", "Alarm seit", "Firing since"),
  RESOLVED_AT("Terminé le", "Voorbij op", "Beendet am", "Resolved at"),
  RULE("Règle", "Regel", "Regel", "Rule"),
  SEVERITY("Gravité", "Ernst", "Schweregrad", "Severity"),
  WHEN("Quand", "Wanneer", "Wann", "When"),
  REASON("Motif", "Reden", "Grund", "Reason"),

  WITH_INTERVAL(
      "%s (IC à 95 % : %s à %s, n = %s)",
      "%s (95 %-BI %s tot %s, n = %s)",
      "%s (95-%-KI %s bis %s, n = %s)",
      "%s (95 % CI %s to %s, n = %s)"),
  WITHOUT_INTERVAL("%s (n = %s)", "%s (n = %s)", "%s (n = %s)", "%s (n = %s)"),
  LIMIT("la limite de %s", "de grens van %s", "der Grenze von %s", "the limit of %s"),
  WINDOW_BEFORE(
      "la période précédente", "de periode ervoor", "dem Zeitraum davor", "the window before"),
  USUAL(
      "ce qui est habituel à ce moment de la semaine",
      "wat gebruikelijk is op dit moment van de week",
      "dem, was um diese Zeit der Woche üblich ist",
      "what is usual at this time of the week"),
  TARGET("l’objectif de %s", "het doel van %s", "dem Ziel von %s", "the target of %s"),
  BY_CHANCE(
      "par hasard, moins d’une fois en %s jours",
      "door toeval minder dan eens in %s dagen",
      "durch Zufall seltener als einmal in %s Tagen",
      "by chance less than once in %s days"),
  ONE_EVERY(
      "au moins une évaluation en %s",
      "minstens één beoordeling per %s",
      "mindestens einer Bewertung in %s",
      "at least one rating in %s"),
  MINUTES("%s min", "%s min", "%s Min.", "%s min"),
  HOURS("%s h", "%s u", "%s Std.", "%s h"),
  DAYS("%s jours", "%s dagen", "%s Tagen", "%s days"),

  INFO("information", "informatie", "Information", "information"),
  WARNING("avertissement", "waarschuwing", "Warnung", "warning"),
  CRITICAL("critique", "kritiek", "kritisch", "critical"),

  LINK_ALERT("Voir l’alerte", "Alarm bekijken", "Alarm ansehen", "See the alert"),
  LINK_STREAM("Voir les chiffres", "Cijfers bekijken", "Zahlen ansehen", "See the figures"),
  LINK_ACKNOWLEDGE("Prendre en charge", "Opnemen", "Übernehmen", "Acknowledge"),
  LINK_SILENCE("Mettre en sourdine", "Dempen", "Stummschalten", "Silence"),

  DEAD_LETTER(
      "Un message à %s n’a pas pu être remis",
      "Een bericht aan %s kon niet worden bezorgd",
      "Eine Nachricht an %s konnte nicht zugestellt werden",
      "A notification to %s could not be delivered"),
  RECEIVER_DISABLED(
      "Le destinataire %s a été désactivé",
      "De ontvanger %s is uitgeschakeld",
      "Der Empfänger %s wurde abgeschaltet",
      "The receiver %s was disabled"),
  QUARANTINED(
      "%s entrées du journal n’ont pas pu être comptées, à partir de %s",
      "%s regels van het logboek konden niet worden geteld, vanaf %s",
      "%s Einträge des Protokolls konnten nicht gezählt werden, ab %s",
      "%s log entries could not be counted, from %s on"),
  CANARY_MISSED(
      "L’essai nocturne du %s n’est pas revenu : les baisses ne sont peut-être plus signalées",
      "De nachtelijke proef van %s is niet teruggekomen: dalingen worden misschien niet gemeld",
      "Der nächtliche Versuch vom %s kam nicht zurück: Rückgänge werden vielleicht nicht gemeldet",
      "The canary of %s did not come back: drops are perhaps not told");

  private static final String PLACE = "%s";

  private final String french;
  private final String dutch;
  private final String german;
  private final String english;

  Phrase(String french, String dutch, String german, String english) {
    this.french = french;
    this.dutch = dutch;
    this.german = german;
    this.english = english;
  }

  /// The phrase as it is, with its places.
  String pattern(Language language) {
    return switch (language) {
      case FR -> french;
      case NL -> dutch;
      case DE -> german;
      case EN -> english;
    };
  }

  /// The phrase with its places filled.
  ///
  /// Throws `IllegalArgumentException` when there are more or fewer things than places.
  String in(Language language, String... things) {
    StringBuilder text = new StringBuilder();
    String rest = pattern(language);
    for (String thing : things) {
      int place = rest.indexOf(PLACE);
      if (place < 0) {
        throw new IllegalArgumentException(this + " takes fewer than " + things.length);
      }
      text.append(rest, 0, place).append(thing);
      rest = rest.substring(place + PLACE.length());
    }
    if (rest.contains(PLACE)) {
      throw new IllegalArgumentException(this + " takes more than " + things.length);
    }
    return text.append(rest).toString();
  }
}
