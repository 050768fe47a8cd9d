package org.onthaal.sample.permit;

import java.util.List;
import java.util.Locale;

/**
 * What people read, in the languages of Brussels and in English. The question is that of the survey
 * which every installation has.
 *
 * @param tag of the language
 * @param title of the desk
 * @param plate what the only field asks for
 * @param apply on its button
 * @param granted that the permit is there
 * @param question what is rated
 * @param points what each score says, from 1 to 5
 * @param comment what the second field asks for
 * @param send on its button
 * @param thanks once it is kept
 */
record Words(
    String tag,
    String title,
    String plate,
    String apply,
    String granted,
    String question,
    List<String> points,
    String comment,
    String send,
    String thanks) {
  private static final Words ENGLISH =
      new Words(
          "en",
          "Parking permit",
          "Number plate",
          "Apply",
          "Your permit is on its way for",
          "Overall, how satisfied are you with the service you received today?",
          List.of(
              "Very dissatisfied",
              "Dissatisfied",
              "Neither satisfied nor dissatisfied",
              "Satisfied",
              "Very satisfied"),
          "How could we improve this service?",
          "Send",
          "Thank you. Your rating is kept.");
  private static final Words FRENCH =
      new Words(
          "fr",
          "Carte de stationnement",
          "Numéro de plaque",
          "Demander",
          "Votre carte est en route pour",
          "Dans l’ensemble, êtes-vous satisfait(e) du service reçu aujourd’hui ?",
          List.of(
              "Très insatisfait(e)",
              "Insatisfait(e)",
              "Ni satisfait(e) ni insatisfait(e)",
              "Satisfait(e)",
              "Très satisfait(e)"),
          "Comment pourrions-nous améliorer ce service ?",
          "Envoyer",
          "Merci. Votre avis est conservé.");
  private static final Words DUTCH =
      new Words(
          "nl",
          "Parkeerkaart",
          "Nummerplaat",
          "Aanvragen",
          "Uw kaart is onderweg voor",
          "Hoe tevreden bent u, alles bij elkaar, over de dienstverlening van vandaag?",
          List.of(
              "Zeer ontevreden",
              "Ontevreden",
              "Niet tevreden en niet ontevreden",
              "Tevreden",
              "Zeer tevreden"),
          "Hoe kunnen we deze dienst verbeteren?",
          "Versturen",
          "Dank u. Uw mening is bewaard.");
  private static final Words GERMAN =
      new Words(
          "de",
          "Parkausweis",
          "Kennzeichen",
          "Beantragen",
          "Ihr Ausweis ist unterwegs für",
          "Wie zufrieden sind Sie insgesamt mit dem Service, den Sie heute erhalten haben?",
          List.of(
              "Sehr unzufrieden",
              "Unzufrieden",
              "Weder zufrieden noch unzufrieden",
              "Zufrieden",
              "Sehr zufrieden"),
          "Wie könnten wir diesen Service verbessern?",
          "Senden",
          "Vielen Dank. Ihre Bewertung ist aufbewahrt.");

  /** In the order in which they are offered. */
  static final List<Words> ALL = List.of(FRENCH, DUTCH, GERMAN, ENGLISH);

  /** The words of the first language of a list that there is, or English ones. */
  static Words in(String languages) {
    for (String each : languages.toLowerCase(Locale.ROOT).split(",", -1)) {
      for (Words words : ALL) {
        if (each.strip().startsWith(words.tag)) {
          return words;
        }
      }
    }
    return ENGLISH;
  }
}
