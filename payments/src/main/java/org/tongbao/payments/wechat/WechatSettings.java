package org.tongbao.payments.wechat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.http.Pem;

/// What WeChat Pay gives to a merchant, and the merchant to WeChat Pay.
///
/// @param api `https://api.mch.weixin.qq.com`, or a sandbox's
/// @param merchantId the merchant's number (商户号)
/// @param appId the application that the merchant's number is bound to
/// @param merchantSerial of the merchant's certificate, in hexadecimal
/// @param merchantPrivateKey of that certificate, PKCS#8 as PEM; signs requests
/// @param publicKeyId of WeChat Pay's public key, begins with `PUB_KEY_ID_`
/// @param publicKey WeChat Pay's, as PEM; checks answers and notifications
/// @param apiV3Key 32 characters; decrypts notifications
/// @param timeout for one call
public record WechatSettings(
    URI api,
    String merchantId,
    String appId,
    String merchantSerial,
    String merchantPrivateKey,
    String publicKeyId,
    String publicKey,
    String apiV3Key,
    Duration timeout)
    implements InstitutionSettings {
  public static final URI API = URI.create("https://api.mch.weixin.qq.com");

  public WechatSettings {
    if (!merchantId.matches("[0-9]{8,32}")
        || !appId.matches("wx[0-9a-z]{6,30}")
        || !publicKeyId.startsWith("PUB_KEY_ID_")
        || apiV3Key.length() != 32) {
      throw new IllegalArgumentException("not the ids and keys of a WeChat Pay merchant");
    }
  }

  @Override
  public String institution() {
    return WechatInstitution.NAME;
  }

  @Override
  public PaymentInstitution connect(PaymentNames names, Clock clock) {
    Pem.privateKey(merchantPrivateKey);
    Pem.publicKey(publicKey);
    return new WechatInstitution(this, clock);
  }

  /// Leaves the keys out.
  @Override
  public String toString() {
    return "WeChat Pay merchant " + merchantId + " at " + api;
  }
}
