package org.tongbao.payments.sandbox;

import java.time.Instant;
import org.tongbao.payments.CloseOutcome;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.payments.StatementOutcome;

/// An institution's own adapter in front of its stand-in, which shows its books: statements of the
/// real ones are files that people fetch.
public record StandIn(PaymentInstitution adapter, Sandbox books) implements PaymentInstitution {
  @Override
  public String name() {
    return adapter.name();
  }

  @Override
  public RequestOutcome request(PaymentRequest request) {
    return adapter.request(request);
  }

  @Override
  public NotificationOutcome read(NotificationMessage message) {
    return adapter.read(message);
  }

  @Override
  public QueryOutcome query(PaymentReference reference) {
    return adapter.query(reference);
  }

  @Override
  public RefundOutcome refund(RefundRequest request) {
    return adapter.refund(request);
  }

  @Override
  public CloseOutcome close(PaymentReference reference) {
    return adapter.close(reference);
  }

  @Override
  public StatementOutcome statement(Instant from, Instant until) {
    return new StatementOutcome.Statement(books.statement(from, until));
  }

  @Override
  public void disconnect() {
    adapter.disconnect();
  }
}
