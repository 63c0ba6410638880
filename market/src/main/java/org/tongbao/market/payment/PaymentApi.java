package org.tongbao.market.payment;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Patience;

/// Payment methods, and one's own attempts to pay.
@RestController
@RequestMapping("/api/v1")
final class PaymentApi {
  private final Payments payments;

  PaymentApi(Payments payments) {
    this.payments = payments;
  }

  @GetMapping("/payment-methods")
  MethodList methods() {
    return new MethodList(List.copyOf(payments.methods()), List.copyOf(payments.standIns()));
  }

  /// Where to pay stands in `payAt` as soon as the institution has answered, within moments:
  /// `Prefer: wait=…` waits for that.
  @GetMapping("/payments/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<PaymentView> one(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = Patience.HEADER, required = false) @Nullable String prefer) {
    PaymentAttempt known = require(caller, id);
    Duration patience = Patience.of(prefer);
    if (patience.isZero()) {
      return ResponseEntity.ok(PaymentView.of(known));
    }
    payments.awaitAnswer(known, patience);
    return Patience.applied().body(PaymentView.of(require(caller, id)));
  }

  private PaymentAttempt require(Caller caller, String id) {
    return Uuid7.parse(id)
        .flatMap(payments::find)
        .filter(attempt -> attempt.payer().equals(caller.user()))
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// @param standIns those among them where no real money moves
  record MethodList(List<String> methods, List<String> standIns) {}
}
