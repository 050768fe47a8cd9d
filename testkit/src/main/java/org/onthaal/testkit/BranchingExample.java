package org.onthaal.testkit;

import io.grpc.ManagedChannel;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;

/**
 * A survey that asks what went wrong where somebody is dissatisfied, and one touchpoint that asks
 * it.
 */
public final class BranchingExample {
  public static final String TOUCHPOINT = "branching-desk";

  /** A catalogue document with a survey whose questions depend on answers. */
  public static final String DOCUMENT =
      """
      surveys:
        - code: branching
          version: 1
          context-keys: [page, plan]
          questions:
            - code: overall
              metric: CSAT
              text: {fr: "Satisfait ?", nl: "Tevreden?", de: "Zufrieden?", en: "Satisfied?"}
              points:
                - {fr: f1, nl: n1, de: d1, en: e1}
                - {fr: f2, nl: n2, de: d2, en: e2}
                - {fr: f3, nl: n3, de: d3, en: e3}
                - {fr: f4, nl: n4, de: d4, en: e4}
                - {fr: f5, nl: n5, de: d5, en: e5}
            - code: wrong
              text: {fr: "Quoi ?", nl: "Wat?", de: "Was?", en: "What went wrong?"}
              several-allowed: true
              asked-when: {scores: [1, 2]}
              choices:
                - {code: waiting, text: {fr: Attente, nl: Wachten, de: Warten, en: The wait}}
                - {code: staff, text: {fr: Accueil, nl: Onthaal, de: Empfang, en: The staff}}
                - {code: result, text: {fr: Résultat, nl: Resultaat, de: Ergebnis, en: The result}}
            - code: fair
              metric: THUMBS
              text: {fr: "Juste ?", nl: "Eerlijk?", de: "Gerecht?", en: "Was it fair?"}
              asked-when: {question: overall, scores: [2]}
              points:
                - {fr: Non, nl: Nee, de: Nein, en: "No"}
                - {fr: Oui, nl: Ja, de: Ja, en: "Yes"}
            - code: again
              text: {fr: "Encore ?", nl: "Opnieuw?", de: "Wieder?", en: "Would you come back?"}
              asked-when: {question: fair, scores: [0]}
              choices:
                - {code: perhaps, text: {fr: Peut-être, nl: Misschien, de: Vielleicht, en: Perhaps}}
                - {code: never, text: {fr: Jamais, nl: Nooit, de: Nie, en: Never}}
          comment-label: {fr: "Plus ?", nl: "Meer?", de: "Mehr?", en: "Anything else?"}
          thanks: {fr: Reçu., nl: Ontvangen., de: Erhalten., en: Received.}
      administrations:
        - code: commune-de-la-senne
          services:
            - code: branching-service
              names: {fr: Guichet, nl: Loket, de: Schalter, en: Branching desk}
              touchpoints:
                - key: branching-desk
                  names: {fr: Guichet, nl: Loket, de: Schalter, en: Desk}
                  channels: [WEB, QR]
                  languages: [fr, nl, de, en]
                  survey: branching
      """;

  private BranchingExample() {}

  /** Puts it into the catalogue of a server that has the example. */
  public static void apply(ManagedChannel channel) {
    var _ =
        CatalogServiceGrpc.newBlockingStub(channel)
            .applyCatalog(ApplyCatalogRequest.newBuilder().setDocument(DOCUMENT).build());
  }
}
