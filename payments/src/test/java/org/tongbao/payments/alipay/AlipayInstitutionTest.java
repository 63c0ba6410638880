package org.tongbao.payments.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.PaymentState;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.payments.sandbox.NotificationReceiver;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxPlace;
import org.tongbao.payments.sandbox.SandboxedInstitutionContract;
import org.tongbao.payments.sandbox.alipay.AlipaySandbox;

final class AlipayInstitutionTest extends SandboxedInstitutionContract {
  @Override
  protected Sandbox start(SandboxPlace place) throws IOException {
    return AlipaySandbox.start(place);
  }

  @Override
  protected InstitutionSettings settings(Duration timeout) {
    return ((AlipaySandbox) sandbox).settings(AlipaySettings.Product.PAGE, timeout);
  }

  @Override
  protected void payerOpens(URI payAt) throws Exception {
    try (HttpClient browser = HttpClient.newBuilder().followRedirects(Redirect.ALWAYS).build()) {
      assertThat(
              browser
                  .send(HttpRequest.newBuilder(payAt).build(), BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  /// Each address is signed with the time at which it was made.
  @Override
  protected void assertSame(RequestOutcome first, RequestOutcome second) {
    assertThat(withoutTime(second)).isEqualTo(withoutTime(first));
  }

  /// By a code to be scanned, Alipay knows the payment at once.
  @Test
  void asksForACodeToo() throws Exception {
    PaymentInstitution codes =
        ((AlipaySandbox) sandbox)
            .settings(AlipaySettings.Product.QR_CODE, Duration.ofSeconds(10))
            .connect(names, clock());
    PaymentRequest request = unasked(250);

    assertThat(codes.request(request)).isEqualTo(codes.request(request));
    assertThat(codes.query(request.reference()))
        .isEqualTo(new QueryOutcome.Known(new PaymentState.Open()));
    sandbox.pay(request.reference());

    assertThat(verified(receiver.next()).pays(request.reference(), request.amount())).isTrue();
    codes.disconnect();
  }

  /// The library lets a failure pass that nobody signed; asking again on its word would be wrong.
  @Test
  void doesNotBelieveAFailureThatIsNotSigned() throws Exception {
    String unsigned =
        "{\"alipay_trade_query_response\":{\"code\":\"40004\",\"msg\":\"Business Failed\","
            + "\"sub_code\":\"ACQ.TRADE_NOT_EXIST\"}}";
    try (NotificationReceiver stranger = new NotificationReceiver()) {
      stranger.answerWith(unsigned);
      AlipaySettings right = (AlipaySettings) settings(Duration.ofSeconds(10));
      PaymentInstitution misled =
          new AlipaySettings(
                  stranger.address(),
                  right.appId(),
                  right.sellerId(),
                  right.merchantPrivateKey(),
                  right.alipayPublicKey(),
                  right.product(),
                  right.timeout())
              .connect(names, clock());

      assertThat(misled.query(newReference())).isInstanceOf(QueryOutcome.Unknown.class);
      misled.disconnect();
    }
  }

  private static String withoutTime(RequestOutcome outcome) {
    return ((RequestOutcome.Requested) outcome)
        .payAt()
        .toString()
        .replaceAll("(timestamp|sign)=[^&]*", "");
  }

  @Override
  protected void rejectedUnlessSignedInTheBody(NotificationOutcome outcome) {
    assertThat(outcome).isInstanceOf(NotificationOutcome.Verified.class);
  }
}
