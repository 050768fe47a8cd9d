package org.onthaal.standalone.demo;

import java.util.List;
import java.util.random.RandomGenerator;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Choices;
import org.onthaal.v1.Rating;

/// How a person of some mood answers each survey of the example.
enum Questionnaire {
  SATISFACTION {
    @Override
    void answer(Rating.Builder rating, double gloom, RandomGenerator random) {
      rating.addAnswers(score("overall", stars(gloom, random)));
    }
  },

  COUNTER_VISIT {
    @Override
    void answer(Rating.Builder rating, double gloom, RandomGenerator random) {
      int stars = stars(gloom, random);
      rating.addAnswers(score("overall", stars));
      if (random.nextDouble() < 0.6) {
        int ease = (int) Math.round(1 + (stars - 1) * 1.5 + random.nextGaussian());
        rating.addAnswers(score("ease", Math.clamp(ease, 1, 7)));
      }
    }
  },

  /// Asks for difficulties where somebody was not satisfied.
  ONLINE_VISIT {
    @Override
    void answer(Rating.Builder rating, double gloom, RandomGenerator random) {
      int stars = stars(gloom, random);
      rating.addAnswers(score("overall", stars));
      if (stars <= 3 && random.nextDouble() < 0.8) {
        String first = difficulty(gloom, random);
        String second = difficulty(gloom, random);
        Choices.Builder chosen = Choices.newBuilder().addCodes(first);
        if (random.nextDouble() < 0.3 && !second.equals(first)) {
          chosen.addCodes(second);
        }
        rating.addAnswers(Answer.newBuilder().setQuestion("difficulties").setChoices(chosen));
        rating.addAnswers(score("finished", random.nextDouble() < gloom ? 0 : 1));
      }
    }
  },

  PAGE_USEFUL {
    @Override
    void answer(Rating.Builder rating, double gloom, RandomGenerator random) {
      rating.addAnswers(score("useful", random.nextDouble() < gloom ? 0 : 1));
    }
  },

  RECOMMENDATION {
    @Override
    void answer(Rating.Builder rating, double gloom, RandomGenerator random) {
      int likely = (int) Math.round(10 - 10 * gloom + 1.8 * random.nextGaussian());
      rating.addAnswers(score("recommend", Math.clamp(likely, 0, 10)));
    }
  };

  /// Percent of each score, lowest first, of people with every reason to be content, and with none.
  private static final List<Integer> CONTENT = List.of(2, 3, 7, 38, 50);

  private static final List<Integer> GLOOMY = List.of(50, 27, 13, 7, 3);

  private static final List<String> DIFFICULTIES =
      List.of("finding", "understanding", "signing-in", "duration");

  /// Share of an incident's gloom from which on a technical fault is what people name.
  private static final double FAULT = 0.6;

  /// Adds the person's answers.
  ///
  /// @param gloom 0: every reason to be content; 1: none
  abstract void answer(Rating.Builder rating, double gloom, RandomGenerator random);

  private static int stars(double gloom, RandomGenerator random) {
    double left = 100 * random.nextDouble();
    for (int score = 1; score < CONTENT.size(); score++) {
      left -= (1 - gloom) * CONTENT.get(score - 1) + gloom * GLOOMY.get(score - 1);
      if (left < 0) {
        return score;
      }
    }
    return CONTENT.size();
  }

  private static String difficulty(double gloom, RandomGenerator random) {
    double fault = gloom > FAULT ? 0.75 : 0.12;
    return random.nextDouble() < fault
        ? "fault"
        : DIFFICULTIES.get(random.nextInt(DIFFICULTIES.size()));
  }

  private static Answer score(String question, int score) {
    return Answer.newBuilder().setQuestion(question).setScore(score).build();
  }
}
