package org.tongbao.market.web;

import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.multipart.MultipartException;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.ErrorCode;
import org.tongbao.market.error.RequestError;

/// What an exception means to the one who asked: a status, a code and the arguments of its texts.
record Refusal(int status, ErrorCode code, List<String> arguments) {

  /// The whole table from exceptions to answers. What is not in it is a bug of ours: 500.
  static Refusal of(Throwable failure) {
    return switch (failure) {
      case DomainException refused ->
          new Refusal(refused.code().status(), refused.code(), refused.arguments());
      case ErrorResponse response -> ofStatus(response.getStatusCode().value());
      case MultipartException malformed -> of(RequestError.MALFORMED);
      case TypeMismatchException malformed -> of(RequestError.MALFORMED);
      case HttpMessageNotReadableException malformed -> of(RequestError.MALFORMED);
      case InvalidParameterException malformed -> of(RequestError.MALFORMED);
      case CsrfException forged -> of(RequestError.FORM_EXPIRED);
      case AccessDeniedException denied -> of(RequestError.FORBIDDEN);
      case DataAccessResourceFailureException down -> of(RequestError.UNAVAILABLE);
      case TransientDataAccessResourceException down -> of(RequestError.UNAVAILABLE);
      case CannotCreateTransactionException down -> of(RequestError.UNAVAILABLE);
      case TransactionSystemException broken -> ofTransaction(broken);
      case SQLTransientConnectionException down -> of(RequestError.UNAVAILABLE);
      default -> of(RequestError.FAILED);
    };
  }

  /// When a connection breaks in the middle of a transaction, its rollback fails too; what counts
  /// is the first failure.
  private static Refusal ofTransaction(TransactionSystemException broken) {
    Throwable first = broken.getApplicationException();
    return first == null ? of(RequestError.FAILED) : of(first);
  }

  /// For an answer that is nothing but a status.
  static Refusal ofStatus(int status) {
    return new Refusal(status, RequestError.ofStatus(status), List.of());
  }

  static Refusal of(RequestError code) {
    return new Refusal(code.status(), code, List.of());
  }

  boolean isOurFault() {
    return status >= 500;
  }

  String title(Texts texts) {
    return texts.get("error." + code.code() + ".title", arguments.toArray());
  }

  String detail(Texts texts) {
    return texts.get("error." + code.code() + ".detail", arguments.toArray());
  }
}
