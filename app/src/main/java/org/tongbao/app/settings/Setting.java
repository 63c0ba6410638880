package org.tongbao.app.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every setting there is. `docs/operations.md` explains each; a test holds the two together.
public enum Setting {
  ADDRESS("address", SettingType.HOST, "127.0.0.1"),
  PORT("port", SettingType.PORT, "8080"),
  BEHIND_PROXY("behind-proxy", SettingType.SWITCH, "false"),
  SITE_ADDRESS("site.address", SettingType.WEB_ADDRESS, ""),
  DATA("data", SettingType.FOLDER, "data"),
  LANGUAGE("language", SettingType.LANGUAGE, "zh"),
  DATABASE_URL("database.url", SettingType.DATABASE_URL, ""),
  DATABASE_USER("database.user", SettingType.TEXT, ""),
  DATABASE_PASSWORD("database.password", SettingType.SECRET, ""),
  DATABASE_CONNECTIONS("database.connections", SettingType.COUNT, "20"),
  CHAIN_URL("chain.url", SettingType.CHAIN_URL, ""),
  CHAIN_CONFIRMATIONS("chain.confirmations", SettingType.DEPTH, "0"),
  CHAIN_FUNDING_KEY_FILE("chain.funding-key-file", SettingType.FILE, ""),
  CHAIN_RPC("chain.rpc", SettingType.RPC_ACCESS, "local"),
  MASTER_KEY("master-key", SettingType.SECRET, ""),
  MASTER_KEY_FILE("master-key-file", SettingType.FILE, ""),
  MEDIA_BUCKET_ADDRESS("media.bucket.address", SettingType.WEB_ADDRESS, ""),
  MEDIA_BUCKET_REGION("media.bucket.region", SettingType.TEXT, "us-east-1"),
  MEDIA_BUCKET_NAME("media.bucket.name", SettingType.TEXT, "tongbao"),
  MEDIA_BUCKET_ACCESS_KEY("media.bucket.access-key", SettingType.TEXT, ""),
  MEDIA_BUCKET_SECRET_KEY("media.bucket.secret-key", SettingType.SECRET, ""),
  SESSION_TIMEOUT("session.timeout", SettingType.DURATION, "14d"),
  STAFF_SECOND_FACTOR("staff.second-factor", SettingType.SWITCH, "false"),
  PAYMENTS_ADDRESS("payments.address", SettingType.WEB_ADDRESS, ""),
  PAYMENTS_SANDBOX("payments.sandbox", SettingType.SWITCH, "true"),
  PAYMENTS_ALIPAY_GATEWAY(
      "payments.alipay.gateway", SettingType.WEB_ADDRESS, "https://openapi.alipay.com/gateway.do"),
  PAYMENTS_ALIPAY_APP_ID("payments.alipay.app-id", SettingType.TEXT, ""),
  PAYMENTS_ALIPAY_SELLER_ID("payments.alipay.seller-id", SettingType.TEXT, ""),
  PAYMENTS_ALIPAY_PRIVATE_KEY_FILE("payments.alipay.private-key-file", SettingType.FILE, ""),
  PAYMENTS_ALIPAY_PUBLIC_KEY_FILE("payments.alipay.public-key-file", SettingType.FILE, ""),
  PAYMENTS_ALIPAY_PRODUCT("payments.alipay.product", SettingType.ALIPAY_PRODUCT, "page"),
  PAYMENTS_WECHAT_API(
      "payments.wechat.api", SettingType.WEB_ADDRESS, "https://api.mch.weixin.qq.com"),
  PAYMENTS_WECHAT_MERCHANT_ID("payments.wechat.merchant-id", SettingType.TEXT, ""),
  PAYMENTS_WECHAT_APP_ID("payments.wechat.app-id", SettingType.TEXT, ""),
  PAYMENTS_WECHAT_SERIAL("payments.wechat.serial", SettingType.TEXT, ""),
  PAYMENTS_WECHAT_PRIVATE_KEY_FILE("payments.wechat.private-key-file", SettingType.FILE, ""),
  PAYMENTS_WECHAT_PUBLIC_KEY_ID("payments.wechat.public-key-id", SettingType.TEXT, ""),
  PAYMENTS_WECHAT_PUBLIC_KEY_FILE("payments.wechat.public-key-file", SettingType.FILE, ""),
  PAYMENTS_WECHAT_API_KEY("payments.wechat.api-key", SettingType.SECRET, ""),
  PAYMENTS_CARD_API("payments.card.api", SettingType.WEB_ADDRESS, "https://api.stripe.com"),
  PAYMENTS_CARD_ACCOUNT("payments.card.account", SettingType.TEXT, ""),
  PAYMENTS_CARD_SECRET_KEY("payments.card.secret-key", SettingType.SECRET, ""),
  PAYMENTS_CARD_WEBHOOK_SECRET("payments.card.webhook-secret", SettingType.SECRET, ""),
  MAIL_SMTP_HOST("mail.smtp.host", SettingType.OPTIONAL_HOST, ""),
  MAIL_SMTP_PORT("mail.smtp.port", SettingType.PORT, "587"),
  MAIL_SMTP_SECURITY("mail.smtp.security", SettingType.MAIL_SECURITY, "starttls"),
  MAIL_SMTP_USER("mail.smtp.user", SettingType.TEXT, ""),
  MAIL_SMTP_PASSWORD("mail.smtp.password", SettingType.SECRET, ""),
  MAIL_FROM("mail.from", SettingType.MAIL_ADDRESS, ""),
  LIMITS_REQUESTS_PER_KEY("limits.requests-per-key", SettingType.AMOUNT, "6000"),
  LIMITS_REQUESTS_PER_USER("limits.requests-per-user", SettingType.AMOUNT, "6000"),
  LIMITS_REQUESTS_PER_ADDRESS("limits.requests-per-address", SettingType.AMOUNT, "6000"),
  WEBHOOKS_LOCAL("webhooks.local", SettingType.SWITCH, "false"),
  WITHDRAWALS_SIGN_IN_AGAIN_ABOVE("withdrawals.sign-in-again-above", SettingType.AMOUNT, "1000"),
  TREASURY_OWN_MONEY("treasury.own-money", SettingType.AMOUNT, "1000000"),
  ADMINISTRATOR_NAME("administrator.name", SettingType.TEXT, ""),
  ADMINISTRATOR_PASSWORD("administrator.password", SettingType.SECRET, ""),
  DEMO("demo", SettingType.SWITCH, "true"),
  SHUTDOWN_TIMEOUT("shutdown.timeout", SettingType.DURATION, "20s"),
  LOG_FORMAT("log.format", SettingType.LOG_FORMAT, "text"),
  LOG_LEVEL("log.level", SettingType.LOG_LEVEL, "info"),
  LOG_REQUESTS("log.requests", SettingType.SWITCH, "false"),
  METRICS_TOKEN("metrics.token", SettingType.SECRET, "");

  private final String path;
  private final SettingType type;
  private final String standard;

  Setting(String path, SettingType type, String standard) {
    this.path = path;
    this.type = type;
    this.standard = standard;
  }

  /// Its name in `tongbao.yaml` and, after `--`, on the command line.
  public String path() {
    return path;
  }

  public SettingType type() {
    return type;
  }

  /// The value when nothing is said; empty means that there is none.
  public String standard() {
    return standard;
  }

  /// Its name in the environment.
  public String variable() {
    return "TONGBAO_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static Optional<Setting> ofPath(String path) {
    return Arrays.stream(values()).filter(setting -> setting.path.equals(path)).findFirst();
  }

  static Optional<Setting> ofVariable(String variable) {
    return Arrays.stream(values()).filter(it -> it.variable().equals(variable)).findFirst();
  }
}
