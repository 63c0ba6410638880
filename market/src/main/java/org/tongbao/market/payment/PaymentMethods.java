package org.tongbao.market.payment;

import java.net.URI;
import java.util.Optional;
import java.util.SortedSet;
import org.tongbao.payments.PaymentInstitution;

/// The institutions that this platform is connected with.
public interface PaymentMethods {
  /// Their names, as `method` spells them.
  SortedSet<String> names();

  /// Those among them where no real money moves.
  SortedSet<String> standIns();

  Optional<PaymentInstitution> find(String name);

  /// Where an institution reports to.
  URI notifyTo(String name);
}
