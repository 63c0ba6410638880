package org.tongbao.payments.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.NotificationOutcome;
import org.tongbao.payments.RequestOutcome;
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
