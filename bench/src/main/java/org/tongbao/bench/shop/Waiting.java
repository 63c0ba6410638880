package org.tongbao.bench.shop;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Asking again until something has happened.
final class Waiting {
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(4);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);

  private Waiting() {}

  @FunctionalInterface
  interface Question {
    Answer ask() throws IOException;
  }

  /// Asks until the answer is 200 and meets the condition. The pauses grow with the time that has
  /// passed, an eighth of it: precise for what is quick, and cheap for what is not.
  ///
  /// @throws IOException when it does not within the limit
  static Answer until(String what, long limitNanos, Question question, Predicate<Answer> met)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Answer answer = question.ask();
    while (answer.status() != 200 || !met.test(answer)) {
      long passed = System.nanoTime() - begin;
      if (passed > limitNanos) {
        throw new IOException(
            "waited for %s: %d %s".formatted(what, answer.status(), answer.body()));
      }
      TimeUnit.NANOSECONDS.sleep(Math.clamp(passed / 8, SHORTEST, LONGEST));
      answer = question.ask();
    }
    return answer;
  }
}
