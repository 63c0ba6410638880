package org.tongbao.market.payment;

/// Brings the test institutions' notifications home, and lets the workers look when a test says so.
public final class TestReporting {
  private final PaymentWorker worker;
  private final Refunds refunds;

  TestReporting(
      TestInstitutions institutions,
      Notifications notifications,
      PaymentWorker worker,
      Refunds refunds) {
    this.worker = worker;
    this.refunds = refunds;
    institutions.reportTo(notifications);
  }

  /// Everything that is due.
  public void work() {
    worker.pass();
    refunds.pass();
  }
}
