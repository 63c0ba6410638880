package org.tongbao.market.payment;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;

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

  /// Where to pay stands in `payAt` as soon as the institution has answered, within moments.
  @GetMapping("/payments/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  PaymentView one(Caller caller, @PathVariable String id) {
    return Uuid7.parse(id)
        .flatMap(payments::find)
        .filter(attempt -> attempt.payer().equals(caller.user()))
        .map(PaymentView::of)
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// @param standIns those among them where no real money moves
  record MethodList(List<String> methods, List<String> standIns) {}
}
