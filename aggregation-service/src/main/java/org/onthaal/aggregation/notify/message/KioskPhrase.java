package org.onthaal.aggregation.notify.message;

import org.onthaal.aggregation.notify.Language;

/// What messages say of kiosks, in every language, as [Phrase] says the rest.
enum KioskPhrase {
  SILENT(
      "La borne « %s » (%s) n’a plus donné signe de vie depuis le %s",
      "Van de kiosk ‘%s’ (%s) is niets meer gehoord sinds %s",
      "Das Terminal „%s“ (%s) hat sich seit %s nicht mehr gemeldet",
      "The kiosk “%s” (%s) has not been heard since %s"),
  FULL(
      "La borne « %s » (%s) n’a plus de place pour enregistrer des réponses, dernier signe de vie le"
          + " %s",
      "De kiosk ‘%s’ (%s) heeft geen plaats meer om antwoorden te bewaren, laatst gehoord op %s",
      "Das Terminal „%s“ (%s) hat keinen Platz mehr für Antworten, zuletzt gemeldet %s",
      "The kiosk “%s” (%s) has no room left for answers, last heard on %s"),
  UNUSABLE(
      "La borne « %s » (%s) ne pose plus de question : son point de contact est retiré ou n’accepte"
          + " pas les bornes",
      "De kiosk ‘%s’ (%s) stelt geen vragen meer: het contactpunt is afgeschaft of aanvaardt geen"
          + " kiosken",
      "Das Terminal „%s“ (%s) fragt nicht mehr: Seine Kontaktstelle ist stillgelegt oder nimmt keine"
          + " Terminals an",
      "The kiosk “%s” (%s) asks nobody: its touchpoint is retired or takes no kiosks"),
  WAITS(
      "La borne « %s » (%s) n’arrive pas à envoyer ses réponses, dernier signe de vie le %s",
      "De kiosk ‘%s’ (%s) raakt zijn antwoorden niet kwijt, laatst gehoord op %s",
      "Das Terminal „%s“ (%s) wird seine Antworten nicht los, zuletzt gemeldet %s",
      "The kiosk “%s” (%s) cannot send its answers, last heard on %s"),
  AGAIN(
      "La borne « %s » (%s) fonctionne de nouveau, dernier signe de vie le %s",
      "De kiosk ‘%s’ (%s) werkt weer, laatst gehoord op %s",
      "Das Terminal „%s“ (%s) funktioniert wieder, zuletzt gemeldet %s",
      "The kiosk “%s” (%s) works again, last heard on %s"),
  ONE_WAITED(
      "%s ; 1 réponse y attendait alors.",
      "%s; er wachtte toen 1 antwoord.", "%s; 1 Antwort wartete da.", "%s; 1 press waited then."),
  WAITED(
      "%s ; %s réponses y attendaient alors.",
      "%s; er wachtten toen %s antwoorden.",
      "%s; %s Antworten warteten da.",
      "%s; %s presses waited then."),
  NAME("Borne", "Kiosk", "Terminal", "Kiosk"),
  HEARD_AT("Dernier signe de vie", "Laatst gehoord", "Zuletzt gemeldet", "Last heard"),
  NEVER("jamais", "nooit", "nie", "never"),
  PRESSES_THAT_WAIT(
      "Réponses en attente alors",
      "Wachtende antwoorden toen",
      "Wartende Antworten dabei",
      "Presses that waited then"),
  OTHER_KIOSKS(
      "Autres bornes en difficulté au même endroit",
      "Andere kiosken met problemen op dezelfde plaats",
      "Weitere gestörte Terminals am selben Ort",
      "Other kiosks in trouble at this place");

  private final String french;
  private final String dutch;
  private final String german;
  private final String english;

  KioskPhrase(String french, String dutch, String german, String english) {
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
