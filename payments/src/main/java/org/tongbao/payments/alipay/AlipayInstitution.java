package org.tongbao.payments.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.AlipayRequest;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.internal.util.AlipayLogger;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.response.AlipayTradeCloseResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import java.util.Date;
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
import org.tongbao.payments.http.Pem;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Alipay in yuan. A payer's page is an address that we sign and Alipay learns of when the payer
/// opens it: until then Alipay does not know the payment, which can neither be queried nor closed
/// but is void after its `expiresAt`.
final class AlipayInstitution implements PaymentInstitution {
  static final String NAME = "alipay";

  static {
    // The library logs whole answers, in which payers are named.
    AlipayLogger.setNeedEnableLogger(false);
  }

  private final AlipaySettings settings;
  private final BoundedHttp http;
  private final AlipayClient client;
  private final AlipayOrders orders;
  private final AlipayRefunds refunds;

  AlipayInstitution(AlipaySettings settings) {
    this.settings = settings;
    this.http = new BoundedHttp(settings.timeout());
    this.client = client(settings, http);
    this.orders = new AlipayOrders(settings, client);
    this.refunds = new AlipayRefunds(client, this);
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Asks first whether Alipay knows the payment already, since signing an address tells nothing.
  @Override
  public RequestOutcome request(PaymentRequest request) {
    return orders.request(request, trade(request.reference()));
  }

  @Override
  public NotificationOutcome read(NotificationMessage message) {
    return AlipayNotification.read(settings, message.body());
  }

  @Override
  public QueryOutcome query(PaymentReference reference) {
    return switch (trade(reference)) {
      case AlipayAnswer.Done<AlipayTradeQueryResponse> done -> known(done.response());
      case AlipayAnswer.Failed<AlipayTradeQueryResponse> failed ->
          failed.isUnknownTrade()
              ? new QueryOutcome.NotFound()
              : new QueryOutcome.Unknown(failed.detail());
      case AlipayAnswer.None<AlipayTradeQueryResponse> none ->
          new QueryOutcome.Unknown(none.detail());
    };
  }

  @Override
  public RefundOutcome refund(RefundRequest request) {
    return refunds.refund(request);
  }

  @Override
  public CloseOutcome close(PaymentReference reference) {
    AlipayTradeCloseModel model = new AlipayTradeCloseModel();
    model.setOutTradeNo(reference.value());
    AlipayTradeCloseRequest call = new AlipayTradeCloseRequest();
    call.setBizModel(model);
    return switch (AlipayAnswer.to(client, call)) {
      case AlipayAnswer.Done<AlipayTradeCloseResponse> done ->
          reference.value().equals(done.response().getOutTradeNo())
              ? new CloseOutcome.Closed()
              : new CloseOutcome.Unknown("the answer is about another payment");
      case AlipayAnswer.Failed<AlipayTradeCloseResponse> failed when failed.isUnknownTrade() ->
          new CloseOutcome.NotFound();
      case AlipayAnswer.Failed<AlipayTradeCloseResponse> failed ->
          failed.isWrongState() ? asItIs(reference) : new CloseOutcome.Unknown(failed.detail());
      case AlipayAnswer.None<AlipayTradeCloseResponse> none ->
          new CloseOutcome.Unknown(none.detail());
    };
  }

  @Override
  public void disconnect() {
    http.close();
  }

  /// Only what is waiting for the payer can be closed; says what it is instead.
  private CloseOutcome asItIs(PaymentReference reference) {
    return switch (query(reference)) {
      case QueryOutcome.Known(PaymentState.Paid paid) -> new CloseOutcome.AlreadyPaid(paid);
      case QueryOutcome.Known(PaymentState.Closed closed) -> new CloseOutcome.Closed();
      case QueryOutcome.Known(PaymentState.Open open) -> new CloseOutcome.Unknown("still open");
      case QueryOutcome.NotFound none -> new CloseOutcome.NotFound();
      case QueryOutcome.Unknown unknown -> new CloseOutcome.Unknown(unknown.detail());
    };
  }

  private AlipayAnswer<AlipayTradeQueryResponse> trade(PaymentReference reference) {
    AlipayTradeQueryModel model = new AlipayTradeQueryModel();
    model.setOutTradeNo(reference.value());
    AlipayTradeQueryRequest call = new AlipayTradeQueryRequest();
    call.setBizModel(model);
    AlipayAnswer<AlipayTradeQueryResponse> answer = AlipayAnswer.to(client, call);
    // An answer does not say to what it is one: a recorded one about another payment is signed too.
    return answer instanceof AlipayAnswer.Done<AlipayTradeQueryResponse> done
            && !reference.value().equals(done.response().getOutTradeNo())
        ? new AlipayAnswer.None<>("the answer is about another payment")
        : answer;
  }

  private static QueryOutcome known(AlipayTradeQueryResponse trade) {
    PaymentState state = state(trade);
    return state == null
        ? new QueryOutcome.Unknown("unknown state " + trade.getTradeStatus())
        : new QueryOutcome.Known(state);
  }

  /// A trade whose whole amount was refunded is closed, too; only one that was paid has the time.
  static @Nullable PaymentState state(AlipayTradeQueryResponse trade) {
    return switch (String.valueOf(trade.getTradeStatus())) {
      case "WAIT_BUYER_PAY" -> new PaymentState.Open();
      case "TRADE_SUCCESS", "TRADE_FINISHED" -> paid(trade);
      case "TRADE_CLOSED" ->
          trade.getSendPayDate() == null ? new PaymentState.Closed() : paid(trade);
      default -> null;
    };
  }

  private static PaymentState.@Nullable Paid paid(AlipayTradeQueryResponse trade) {
    Date at = trade.getSendPayDate();
    return at == null
        ? null
        : new PaymentState.Paid(amount(trade), trade.getTradeNo(), at.toInstant());
  }

  static Money amount(AlipayTradeQueryResponse trade) {
    return Money.parse(trade.getTotalAmount(), Currency.CNY);
  }

  static <T extends AlipayRequest<?>> T reporting(T call, PaymentRequest request) {
    call.setNotifyUrl(request.notifyTo().toString());
    call.setReturnUrl(request.returnTo().toString());
    return call;
  }

  private static AlipayClient client(AlipaySettings settings, BoundedHttp http) {
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(settings.gateway().toString());
    config.setAppId(settings.appId());
    config.setPrivateKey(Pem.bare(settings.merchantPrivateKey()));
    config.setAlipayPublicKey(Pem.bare(settings.alipayPublicKey()));
    config.setFormat("json");
    config.setCharset("UTF-8");
    config.setSignType("RSA2");
    config.setCustomizedHttpClient(new AlipayTransport(http));
    try {
      return new DefaultAlipayClient(config);
    } catch (AlipayApiException impossible) {
      throw new IllegalStateException("the library does not take these settings");
    }
  }
}
