package org.tongbao.payments.wechat;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.refund.RefundService;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
import org.tongbao.payments.RequestOutcome;
import org.tongbao.payments.http.BoundedHttp;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// WeChat Pay in yuan: by Native payment, whose address is shown as a code to be scanned with the
/// app, and by H5 payment for who is at a phone already.
final class WechatInstitution implements PaymentInstitution {
  static final String NAME = "wechat";

  private final WechatSettings settings;
  private final BoundedHttp http;
  private final NativePayService payments;
  private final WechatOrders orders;
  private final WechatRefunds refunds;
  private final WechatNotifications notifications;

  WechatInstitution(WechatSettings settings, Clock clock) {
    this.settings = settings;
    RSAPublicKeyConfig config =
        new RSAPublicKeyConfig.Builder()
            .merchantId(settings.merchantId())
            .privateKey(settings.merchantPrivateKey())
            .merchantSerialNumber(settings.merchantSerial())
            .publicKeyId(settings.publicKeyId())
            .publicKey(settings.publicKey())
            .apiV3Key(settings.apiV3Key())
            .build();
    this.http = new BoundedHttp(settings.timeout());
    WechatTransport transport = new WechatTransport(settings.api(), config, http);
    this.payments = new NativePayService.Builder().httpClient(transport).build();
    this.orders =
        new WechatOrders(settings, payments, new H5Service.Builder().httpClient(transport).build());
    this.refunds =
        new WechatRefunds(new RefundService.Builder().httpClient(transport).build(), this);
    this.notifications = new WechatNotifications(settings, config, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RequestOutcome request(PaymentRequest request) {
    return orders.request(request);
  }

  @Override
  public NotificationOutcome read(NotificationMessage message) {
    return notifications.read(message);
  }

  @Override
  public QueryOutcome query(PaymentReference reference) {
    QueryOrderByOutTradeNoRequest call = new QueryOrderByOutTradeNoRequest();
    call.setMchid(settings.merchantId());
    call.setOutTradeNo(reference.value());
    return switch (WechatAnswer.to(() -> payments.queryOrderByOutTradeNo(call))) {
      case WechatAnswer.Done<Transaction> done -> known(reference, done.value());
      case WechatAnswer.Failed<Transaction> failed ->
          failed.isUnknownOrder()
              ? new QueryOutcome.NotFound()
              : new QueryOutcome.Unknown(failed.detail());
      case WechatAnswer.None<Transaction> none -> new QueryOutcome.Unknown(none.detail());
    };
  }

  @Override
  public RefundOutcome refund(RefundRequest request) {
    return refunds.refund(request);
  }

  /// Closing says nothing of whether there was anything to close, so it is looked up before and,
  /// when WeChat Pay refuses, afterwards.
  @Override
  public CloseOutcome close(PaymentReference reference) {
    CloseOutcome before = asItIs(reference);
    if (!(before instanceof CloseOutcome.Unknown(String detail)) || !detail.equals(OPEN)) {
      return before;
    }
    CloseOrderRequest call = new CloseOrderRequest();
    call.setMchid(settings.merchantId());
    call.setOutTradeNo(reference.value());
    WechatAnswer<Boolean> answer =
        WechatAnswer.to(
            () -> {
              payments.closeOrder(call);
              return true;
            });
    return switch (answer) {
      case WechatAnswer.Done<Boolean> done -> new CloseOutcome.Closed();
      case WechatAnswer.Failed<Boolean> failed -> asItIs(reference);
      case WechatAnswer.None<Boolean> none -> new CloseOutcome.Unknown(none.detail());
    };
  }

  @Override
  public void disconnect() {
    http.close();
  }

  private static final String OPEN = "still open";

  private CloseOutcome asItIs(PaymentReference reference) {
    return switch (query(reference)) {
      case QueryOutcome.Known(PaymentState.Paid paid) -> new CloseOutcome.AlreadyPaid(paid);
      case QueryOutcome.Known(PaymentState.Closed closed) -> new CloseOutcome.Closed();
      case QueryOutcome.Known(PaymentState.Open open) -> new CloseOutcome.Unknown(OPEN);
      case QueryOutcome.NotFound none -> new CloseOutcome.NotFound();
      case QueryOutcome.Unknown unknown -> new CloseOutcome.Unknown(unknown.detail());
    };
  }

  private QueryOutcome known(PaymentReference reference, Transaction transaction) {
    if (!reference.value().equals(transaction.getOutTradeNo())
        || !settings.merchantId().equals(transaction.getMchid())) {
      return new QueryOutcome.Unknown("the answer is about another payment");
    }
    PaymentState state =
        transaction.getTradeState() == null
            ? null
            : switch (transaction.getTradeState()) {
              case NOTPAY, USERPAYING, ACCEPT, PAYERROR -> new PaymentState.Open();
              case SUCCESS, REFUND -> paid(transaction);
              case CLOSED, REVOKED -> new PaymentState.Closed();
            };
    return state == null
        ? new QueryOutcome.Unknown("unknown state " + transaction.getTradeStateDesc())
        : new QueryOutcome.Known(state);
  }

  /// Null when it does not say what was paid and when.
  static PaymentState.@Nullable Paid paid(Transaction transaction) {
    try {
      return new PaymentState.Paid(
          Money.ofMinor(
              transaction.getAmount().getTotal(),
              Currency.of(transaction.getAmount().getCurrency())),
          Objects.requireNonNull(transaction.getTransactionId()),
          OffsetDateTime.parse(transaction.getSuccessTime()).toInstant());
    } catch (NullPointerException | IllegalArgumentException | DateTimeParseException partial) {
      return null;
    }
  }
}
