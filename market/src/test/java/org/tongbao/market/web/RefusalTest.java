package org.tongbao.market.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.MissingCsrfTokenException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

final class RefusalTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new DomainException(RequestError.CONFLICT), 409, "request.conflict"),
        arguments(
            new NoResourceFoundException(HttpMethod.GET, "/x", "x"), 404, "request.not-found"),
        arguments(
            new HttpRequestMethodNotSupportedException("PUT"), 405, "request.method-not-allowed"),
        arguments(new MaxUploadSizeExceededException(1), 413, "request.too-large"),
        arguments(new TypeMismatchException("x", Integer.class), 400, "request.malformed"),
        arguments(new MissingCsrfTokenException("t"), 403, "request.form-expired"),
        arguments(new AccessDeniedException("no"), 403, "request.forbidden"),
        arguments(new DataAccessResourceFailureException("down"), 503, "request.unavailable"),
        arguments(
            rollbackFailedAfter(new DataAccessResourceFailureException("broken")),
            503,
            "request.unavailable"),
        arguments(
            rollbackFailedAfter(new DomainException(RequestError.CONFLICT)),
            409,
            "request.conflict"),
        arguments(new TransactionSystemException("commit failed"), 500, "request.failed"),
        arguments(new IllegalStateException("a bug"), 500, "request.failed"),
        arguments(new StackOverflowError(), 500, "request.failed"));
  }

  private static TransactionSystemException rollbackFailedAfter(RuntimeException first) {
    var failure = new TransactionSystemException("JDBC rollback failed");
    failure.initApplicationException(first);
    return failure;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void mapsEveryFailureToAStatusAndACode(Throwable failure, int status, String code) {
    Refusal refusal = Refusal.of(failure);

    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal.code().code()).isEqualTo(code);
    assertThat(refusal.isOurFault()).isEqualTo(status >= 500);
  }

  @ParameterizedTest
  @CsvSource({
    "404, NOT_FOUND",
    "418, MALFORMED",
    "429, TOO_MANY",
    "502, FAILED",
    "503, UNAVAILABLE"
  })
  void findsTheCodeOfAStatusButKeepsTheStatus(int status, RequestError code) {
    assertThat(Refusal.ofStatus(status)).isEqualTo(new Refusal(status, code, List.of()));
  }

  @Test
  void tellsNothingAboutABug() {
    Refusal refusal = Refusal.of(new IllegalStateException("password=hunter2"));

    assertThat(refusal.detail(Texts.of(Language.EN))).doesNotContain("hunter2");
  }
}
