package org.tongbao.payments.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.Payer;
import org.tongbao.payments.PaymentRequest;
import org.tongbao.payments.RequestOutcome;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxPlace;
import org.tongbao.payments.sandbox.SandboxedInstitutionContract;
import org.tongbao.payments.sandbox.wechat.WechatSandbox;

/// All that holds for payments by a code, for those from the browser of a phone.
final class WechatH5InstitutionTest extends SandboxedInstitutionContract {
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

  @Override
  protected Payer payer() {
    return new Payer("203.0.113.7", true);
  }

  @Test
  void asksForAPageThatLeadsBack() {
    PaymentRequest request = unasked(100);
    URI page = ((RequestOutcome.Requested) institution.request(request)).payAt();

    assertThat(page.getRawQuery())
        .contains("prepay_id=")
        .endsWith(
            "&redirect_url="
                + URLEncoder.encode(request.returnTo().toString(), StandardCharsets.UTF_8));
  }

  @Test
  void showsACodeToWhoIsNotAtAPhone() {
    PaymentRequest phone = unasked(100);
    PaymentRequest desk =
        new PaymentRequest(
            phone.reference(),
            phone.amount(),
            phone.subject(),
            phone.expiresAt(),
            phone.notifyTo(),
            phone.returnTo(),
            new Payer("203.0.113.7", false));
    URI code = ((RequestOutcome.Requested) institution.request(desk)).payAt();

    assertThat(code.getRawQuery()).isNull();
  }
}
