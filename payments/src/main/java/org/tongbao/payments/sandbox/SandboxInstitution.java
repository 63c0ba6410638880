package org.tongbao.payments.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tongbao.payments.CloseOutcome;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RefundOutcome;
import org.tongbao.payments.RefundRequest;
import org.tongbao.payments.Refusal;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.payments.StatementOutcome;
import org.tongbao.primitives.Bytes;

/// The sandbox institution as a merchant sees it.
public final class SandboxInstitution implements PaymentInstitution, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Bytes SUCCESS = Bytes.wrap("success".getBytes(StandardCharsets.UTF_8));

  private final SandboxAccount account;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  public SandboxInstitution(SandboxAccount account) {
    this.account = account;
  }

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public RequestOutcome request(PaymentRequest request) {
    SortedMap<String, String> call = call("pay", request.reference());
    Forms.putMoney(call, "amount", request.amount());
    call.put("subject", request.subject());
    call.put("expires", request.expiresAt().toString());
    call.put("notify", request.notifyTo().toString());
    call.put("return", request.returnTo().toString());
    return switch (exchange(call)) {
      case Answer.Done done -> new RequestOutcome.Requested(URI.create(done.get("payAt")));
      case Answer.Refused no -> new RequestOutcome.Refused(no.reason(), no.detail());
      case Answer.None none -> new RequestOutcome.Unknown(none.detail());
    };
  }

  @Override
  public NotificationOutcome read(NotificationMessage message) {
    try {
      SortedMap<String, String> form = SignedForm.decode(message.body(), account.institution());
      if (!account.merchant().equals(form.get("merchant"))) {
        return new NotificationOutcome.Rejected("it is addressed to another merchant");
      }
      return new NotificationOutcome.Verified(
          Forms.get(form, "id"),
          new PaymentReference(Forms.get(form, "reference")),
          Forms.paid(form),
          SUCCESS);
    } catch (SignatureMismatchException forged) {
      return new NotificationOutcome.Rejected(String.valueOf(forged.getMessage()));
    }
  }

  @Override
  public QueryOutcome query(PaymentReference reference) {
    return switch (exchange(call("query", reference))) {
      case Answer.Done done -> new QueryOutcome.Known(Forms.state(done.values()));
      case Answer.Refused(Refusal reason, String detail) when reason == Refusal.NOT_PAID ->
          new QueryOutcome.NotFound();
      case Answer.Refused no -> new QueryOutcome.Unknown(no.detail());
      case Answer.None none -> new QueryOutcome.Unknown(none.detail());
    };
  }

  @Override
  public RefundOutcome refund(RefundRequest request) {
    SortedMap<String, String> call = call("refund", request.payment());
    call.put("refund", request.reference().value());
    call.put("reason", request.reason());
    Forms.putMoney(call, "amount", request.amount());
    return switch (exchange(call)) {
      case Answer.Done done ->
          new RefundOutcome.Refunded(
              Forms.money(done.values(), "amount"), done.get("institutionReference"));
      case Answer.Refused no -> new RefundOutcome.Refused(no.reason(), no.detail());
      case Answer.None none -> new RefundOutcome.Unknown(none.detail());
    };
  }

  @Override
  public CloseOutcome close(PaymentReference reference) {
    return switch (exchange(call("close", reference))) {
      case Answer.Done done ->
          switch (Forms.state(done.values())) {
            case PaymentState.Paid paid -> new CloseOutcome.AlreadyPaid(paid);
            case PaymentState.Closed closed -> new CloseOutcome.Closed();
            case PaymentState.Open open -> new CloseOutcome.Unknown("it stayed open");
          };
      case Answer.Refused(Refusal reason, String detail) when reason == Refusal.NOT_PAID ->
          new CloseOutcome.NotFound();
      case Answer.Refused no -> new CloseOutcome.Unknown(no.detail());
      case Answer.None none -> new CloseOutcome.Unknown(none.detail());
    };
  }

  @Override
  public StatementOutcome statement(Instant from, Instant until) {
    SortedMap<String, String> call =
        new TreeMap<>(Map.of("method", "statement", "merchant", account.merchant()));
    call.put("from", from.toString());
    call.put("until", until.toString());
    return switch (exchange(call)) {
      case Answer.Done done -> new StatementOutcome.Statement(StatementForm.read(done.values()));
      case Answer.Refused no -> new StatementOutcome.Unknown(no.detail());
      case Answer.None none -> new StatementOutcome.Unknown(none.detail());
    };
  }

  @Override
  public void close() {
    client.close();
  }

  private SortedMap<String, String> call(String method, PaymentReference reference) {
    return new TreeMap<>(
        Map.of("method", method, "merchant", account.merchant(), "reference", reference.value()));
  }

  private Answer exchange(SortedMap<String, String> call) {
    HttpRequest request =
        HttpRequest.newBuilder(account.gateway())
            .timeout(LIMIT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofByteArray(
                    SignedForm.encode(call, account.merchantKey()).toArray()))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Answer.of(SignedForm.decode(Bytes.wrap(response.body()), account.institution()))
          : new Answer.None("status " + response.statusCode());
    } catch (IOException unreachable) {
      return new Answer.None(unreachable.toString());
    } catch (SignatureMismatchException forged) {
      return new Answer.None("the answer's " + forged.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer.None("interrupted");
    }
  }
}
