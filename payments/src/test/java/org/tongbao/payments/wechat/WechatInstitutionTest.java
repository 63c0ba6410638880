package org.tongbao.payments.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.NotificationMessage;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.QueryOutcome;
import org.tongbao.payments.sandbox.NotificationReceiver;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxPlace;
import org.tongbao.payments.sandbox.SandboxedInstitutionContract;
import org.tongbao.payments.sandbox.wechat.WechatSandbox;

final class WechatInstitutionTest extends SandboxedInstitutionContract {
  @Override
  protected Sandbox start(SandboxPlace place) throws IOException {
    return WechatSandbox.start(place);
  }

  @Override
  protected InstitutionSettings settings(Duration timeout) {
    return ((WechatSandbox) sandbox).settings(timeout);
  }

  @Override
  protected String acknowledgement() {
    return "";
  }

  /// The app does not send the payer anywhere.
  @Override
  protected URI returnsTo(PaymentRequest request) {
    return request.notifyTo().resolve("/");
  }

  /// A recorded notification that comes again later is as old as its signature.
  @Test
  void rejectsWhatWasSignedLongAgo() throws Exception {
    PaymentRequest request = requested(100);
    sandbox.pay(request.reference());
    NotificationMessage recorded = receiver.next();
    PaymentInstitution later =
        settings(Duration.ofSeconds(10))
            .connect(names, Clock.offset(clock(), Duration.ofMinutes(6)));

    assertThat(institution.read(recorded)).isInstanceOf(NotificationOutcome.Verified.class);
    assertThat(later.read(recorded)).isEqualTo(new NotificationOutcome.Rejected("it is too old"));
    later.disconnect();
  }

  /// The library does not check the signatures of refusals.
  @Test
  void doesNotBelieveARefusalThatIsNotSigned() throws Exception {
    try (NotificationReceiver stranger = new NotificationReceiver()) {
      stranger.answerWith("{\"code\":\"ORDER_NOT_EXIST\",\"message\":\"\"}");
      stranger.refuse(404, 1);
      WechatSettings right = (WechatSettings) settings(Duration.ofSeconds(10));
      String address = stranger.address().toString();
      PaymentInstitution misled =
          new WechatSettings(
                  URI.create(address.substring(0, address.length() - 1)),
                  right.merchantId(),
                  right.appId(),
                  right.merchantSerial(),
                  right.merchantPrivateKey(),
                  right.publicKeyId(),
                  right.publicKey(),
                  right.apiV3Key(),
                  right.timeout())
              .connect(names, clock());

      assertThat(misled.query(newReference())).isInstanceOf(QueryOutcome.Unknown.class);
      misled.disconnect();
    }
  }
}
