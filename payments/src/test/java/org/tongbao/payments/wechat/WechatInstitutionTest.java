package org.tongbao.payments.wechat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.PaymentRequest;
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
}
