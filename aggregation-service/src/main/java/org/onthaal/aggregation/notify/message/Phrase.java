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
  GROUP_TITLE("%s : %s", "%s: %s", "%s: %s", "%s: %s"),
  ONE_FIRES("1 alerte en cours", "1 alarm bezig", "1 Alarm aktiv", "1 alert firing"),
  MANY_FIRE("%s alertes en cours", "%s alarmen bezig", "%s Alarme aktiv", "%s alerts firing"),
  ONE_IS_OVER("1 alerte terminée", "1 alarm voorbij", "1 Alarm beendet", "1 alert resolved"),
  MANY_ARE_OVER(
      "%s alertes terminées", "%s alarmen voorbij", "%s Alarme beendet", "%s alerts resolved"),
  ALL_SERVICES("tous les services", "alle diensten", "alle Dienste", "all services"),

  SATISFACTION("La satisfaction", "De tevredenheid", "Die Zufriedenheit", "Satisfaction"),
  DISSATISFACTION(
      "L’insatisfaction", "De ontevredenheid", "Die Unzufriedenheit", "Dissatisfaction"),
  MEAN("Le score moyen", "De gemiddelde score", "Die mittlere Bewertung", "The mean score"),
  FIGURE("La mesure", "Het cijfer", "Der Wert", "The figure"),

  OF_SATISFACTION(
      "de la satisfaction", "van de tevredenheid", "der Zufriedenheit", "of satisfaction"),
  OF_DISSATISFACTION(
      "de l’insatisfaction", "van de ontevredenheid", "der Unzufriedenheit", "of dissatisfaction"),
  OF_MEAN(
      "du score moyen", "van de gemiddelde score", "der mittleren Bewertung", "of the mean score"),
  OF_FIGURE("de la mesure", "van het cijfer", "des Werts", "of the figure"),

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
  IS_BELOW_TARGET(
      "%s pour %s est de %s, sous l’objectif de %s.",
      "%s bij %s is %s, onder het doel van %s.",
      "%s bei %s beträgt %s, unter dem Ziel von %s.",
      "%s at %s is %s, below the target of %s."),
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

  NEWEST_AGAIN(
      "Des évaluations arrivent de nouveau pour %s, la dernière le %s.",
      "Er komen opnieuw beoordelingen binnen bij %s, de jongste op %s.",
      "Es gibt wieder Bewertungen bei %s, die neueste vom %s.",
      "Ratings arrive at %s again, the newest on %s."),
  AGAIN_AFTER(
      "Des évaluations arrivent de nouveau pour %s ; il n’y en avait plus depuis le %s, alors que %s"
          + " étaient attendues.",
      "Er komen opnieuw beoordelingen binnen bij %s; er waren er geen sinds %s, terwijl er %s werden"
          + " verwacht.",
      "Es gibt wieder Bewertungen bei %s; seit %s gab es keine, obwohl %s zu erwarten waren.",
      "Ratings arrive at %s again; there were none since %s, though %s were to be expected."),

  BACK_BEHIND_LIMIT(
      "%s pour %s est de nouveau du bon côté de la limite de %s : %s.",
      "%s bij %s ligt weer aan de goede kant van de grens van %s: %s.",
      "%s bei %s liegt wieder auf der richtigen Seite der Grenze von %s: %s.",
      "%s at %s is back on the right side of the limit of %s: %s."),
  NO_LONGER_WORSE(
      "%s pour %s ne s’écarte plus trop de la période précédente : %s, contre %s avant.",
      "%s bij %s wijkt niet meer te veel af van de periode ervoor: %s, tegen %s ervoor.",
      "%s bei %s weicht nicht mehr zu stark vom Zeitraum davor ab: %s, davor %s.",
      "%s at %s no longer differs too much from the window before: %s, before it %s."),
  DROP_OVER(
      "La baisse %s pour %s est terminée ; compté depuis le %s : %s, d’habitude %s.",
      "De daling %s bij %s is voorbij; geteld sinds %s: %s, gewoonlijk %s.",
      "Der Rückgang %s bei %s ist vorbei; gezählt seit %s: %s, sonst %s.",
      "The drop %s at %s is over; counted since %s: %s, usually %s."),
  DROP_FROM_TARGET_OVER(
      "La baisse %s pour %s est terminée ; compté depuis le %s : %s, pour un objectif de %s.",
      "De daling %s bij %s is voorbij; geteld sinds %s: %s, met een doel van %s.",
      "Der Rückgang %s bei %s ist vorbei; gezählt seit %s: %s, bei einem Ziel von %s.",
      "The drop %s at %s is over; counted since %s: %s, with a target of %s."),
  IS_OVER(
      "L’alerte pour %s est terminée.",
      "Het alarm bij %s is voorbij.", "Der Alarm bei %s ist beendet.", "The alert at %s is over."),
  TOO_FEW_RATINGS(
      "L’alerte pour %s se termine sans amélioration constatée : trop peu d’évaluations pour juger,"
          + " %s depuis le %s.",
      "Het alarm bij %s eindigt zonder vastgesteld herstel: te weinig beoordelingen om te oordelen,"
          + " %s sinds %s.",
      "Der Alarm bei %s endet ohne festgestellte Besserung: zu wenige Bewertungen, um zu urteilen,"
          + " %s seit %s.",
      "The alert at %s ended without a proven recovery: too few ratings to judge, %s since %s."),
  NOT_FOLLOWED(
      "L’alerte pour %s se termine d’elle-même : la règle %s ne suit pas une baisse jusqu’à sa fin.",
      "Het alarm bij %s eindigt vanzelf: de regel %s volgt een daling niet tot het einde.",
      "Der Alarm bei %s endet von selbst: Die Regel %s verfolgt einen Rückgang nicht bis zum Ende.",
      "The alert at %s ended by itself: the rule %s does not follow a drop to its end."),
  NO_LONGER_WATCHED(
      "Fin de l’alerte pour %s : la règle %s ne surveille plus cela.",
      "Einde van het alarm bij %s: de regel %s bewaakt dit niet meer.",
      "Ende des Alarms bei %s: Die Regel %s überwacht das nicht mehr.",
      "End of the alert at %s: the rule %s no longer watches this."),
  RULE_CHANGED(
      "Fin de l’alerte pour %s : la règle %s a été modifiée.",
      "Einde van het alarm bij %s: de regel %s werd gewijzigd.",
      "Ende des Alarms bei %s: Die Regel %s wurde geändert.",
      "End of the alert at %s: the rule %s was changed."),
  CLOSED(
      "%s a clos l’alerte pour %s.",
      "%s heeft het alarm bij %s gesloten.",
      "%s hat den Alarm bei %s geschlossen.",
      "%s closed the alert at %s."),
  CLOSED_BECAUSE(
      "%s a clos l’alerte pour %s : %s",
      "%s heeft het alarm bij %s gesloten: %s",
      "%s hat den Alarm bei %s geschlossen: %s",
      "%s closed the alert at %s: %s"),

  WHERE("Où", "Waar", "Wo", "Where"),
  NOW("Maintenant", "Nu", "Jetzt", "Now"),
  BEFORE("Avant", "Ervoor", "Davor", "Before"),
  LAST_FIGURE("Dernier chiffre", "Laatste cijfer", "Letzter Wert", "Last figure"),
  CHANGE("Écart", "Verschil", "Unterschied", "Change"),
  NEWEST_RATING("Dernière évaluation", "Jongste beoordeling", "Neueste Bewertung", "Newest rating"),
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
  RESOLVED_AT("Terminé le", "Voorbij op", "Beendet am", "Resolved on"),
  CLOSED_BY("Clos par", "Gesloten door", "Geschlossen von", "Closed by"),
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
  // French counts what is under two as one.
  POINT_OF_SHARE("%s point", "%s procentpunt", "%s Prozentpunkte", "%s points"),
  POINTS_OF_SHARE("%s points", "%s procentpunt", "%s Prozentpunkte", "%s points"),
  POINT_OF_SCALE("%s point", "%s punt", "%s Punkte", "%s points"),
  POINTS_OF_SCALE("%s points", "%s punt", "%s Punkte", "%s points"),
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
  LINK_ACKNOWLEDGE("Prendre en charge", "Bevestigen", "Übernehmen", "Acknowledge"),
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
  ONE_QUARANTINED(
      "Une entrée du journal n’a pas pu être comptée, %s",
      "Een regel van het logboek kon niet worden geteld, %s",
      "Ein Eintrag des Protokolls konnte nicht gezählt werden, %s",
      "A log entry could not be counted, %s"),
  QUARANTINED(
      "%s entrées du journal n’ont pas pu être comptées, à partir de %s",
      "%s regels van het logboek konden niet worden geteld, vanaf %s",
      "%s Einträge des Protokolls konnten nicht gezählt werden, ab %s",
      "%s log entries could not be counted, from %s on"),
  CANARY_MISSED(
      "L’essai nocturne du %s n’est pas revenu : les baisses ne sont peut-être plus signalées",
      "De nachtelijke proef van %s is niet teruggekomen: dalingen worden misschien niet gemeld",
      "Der nächtliche Versuch vom %s kam nicht zurück: Rückgänge werden vielleicht nicht gemeldet",
      "The canary of %s did not come back: drops are perhaps not told"),
  TEST("Essai pour %s", "Proef voor %s", "Versuch für %s", "Test for %s"),
  TEST_ARRIVED(
      "Les alertes arriveraient ici. Il n’y a rien à faire.",
      "Alarmen zouden hier aankomen. U hoeft niets te doen.",
      "Alarme kämen hier an. Es ist nichts zu tun.",
      "Alerts would arrive here. There is nothing to do."),
  ASKED_BY("Demandé par", "Gevraagd door", "Verlangt von", "Asked for by");

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

  /// Its words, with their places.
  Words words() {
    return new Words(french, dutch, german, english);
  }

  /// The phrase with its places filled.
  String in(Language language, String... things) {
    return words().in(language, things);
  }
}
