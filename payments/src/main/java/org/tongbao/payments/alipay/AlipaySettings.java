package org.tongbao.payments.alipay;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.http.Pem;

/// What Alipay gives to a merchant, and the merchant to Alipay.
///
/// @param gateway `https://openapi.alipay.com/gateway.do`, or a sandbox's
/// @param appId the application's id
/// @param sellerId the merchant's Alipay user id, 16 digits that begin with 2088
/// @param merchantPrivateKey RSA 2048 in PKCS#8, as PEM or bare Base64; signs requests
/// @param alipayPublicKey checks answers and notifications
/// @param product how the payer is asked
/// @param timeout for one call
public record AlipaySettings(
    URI gateway,
    String appId,
    String sellerId,
    String merchantPrivateKey,
    String alipayPublicKey,
    Product product,
    Duration timeout)
    implements InstitutionSettings {
  public static final URI GATEWAY = URI.create("https://openapi.alipay.com/gateway.do");

  /// How the payer is asked.
  public enum Product {
    /// On Alipay's page in the browser (`alipay.trade.page.pay`).
    PAGE,
    /// By a code to be scanned with the app (`alipay.trade.precreate`).
    QR_CODE
  }

  public AlipaySettings {
    if (!appId.matches("[0-9]{16}") || !sellerId.matches("2088[0-9]{12}")) {
      throw new IllegalArgumentException("not the ids of an Alipay merchant");
    }
  }

  @Override
  public String institution() {
    return AlipayInstitution.NAME;
  }

  @Override
  public PaymentInstitution connect(PaymentNames names, Clock clock) {
    Pem.privateKey(merchantPrivateKey);
    Pem.publicKey(alipayPublicKey);
    return new AlipayInstitution(this);
  }

  /// Leaves the keys out.
  @Override
  public String toString() {
    return "Alipay application " + appId + " at " + gateway;
  }
}
