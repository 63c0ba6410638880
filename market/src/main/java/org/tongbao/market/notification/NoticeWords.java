package org.tongbao.market.notification;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.news.News;
import org.tongbao.market.news.NewsKind;
import org.tongbao.primitives.money.Money;

/// What stands in the texts of notices. The arguments are the same for all topics of one kind:
///
/// | kinds | {0} | {1} | {2} | {3} |
/// |---|---|---|---|---|
/// | order, refund, dispute | the order's number | the shop | the amount | more |
/// | withdrawal, recharge | the amount | the reason | | |
/// | merchant | the shop | the reason | | |
/// | product | its name | the shop | the reason | |
/// | device | browser and system | the network | | |
@Component
class NoticeWords {
  private final Merchants merchants;

  NoticeWords(Merchants merchants) {
    this.merchants = merchants;
  }

  List<String> arguments(Topic topic, News news) {
    String amount = news.amount().map(NoticeWords::spoken).orElse("");
    return switch (news.kind()) {
      case WITHDRAWAL_HELD,
          WITHDRAWAL_APPROVED,
          WITHDRAWAL_PAID,
          WITHDRAWAL_RETURNED,
          WITHDRAWAL_REFUSED,
          RECHARGE_ARRIVED ->
          List.of(amount, orDash(news.text("reason")));
      case MERCHANT_RETURNED,
          MERCHANT_REFUSED,
          MERCHANT_APPROVED,
          MERCHANT_SUSPENDED,
          MERCHANT_REINSTATED ->
          List.of(shop(news), orDash(news.text("reason")));
      case PRODUCT_SUSPENDED, PRODUCT_REINSTATED ->
          List.of(title(news), shop(news), orDash(news.text("reason")));
      case DEVICE_NEW -> List.of(orDash(news.text("device")), orDash(news.text("network")));
      case ORDER_SHIPPED ->
          List.of(
              news.text("orderNumber"),
              shop(news),
              orDash(news.text("carrier")),
              orDash(news.text("trackingNumber")));
      case ORDER_COMPLETED ->
          List.of(news.text("orderNumber"), shop(news), orDash(news.text("points")));
      default -> List.of(news.text("orderNumber"), shop(news), amount);
    };
  }

  /// Where in the API it can be looked at.
  String resource(Topic topic, News news) {
    String merchant = "/api/v1/merchants/" + news.merchant();
    return switch (news.kind()) {
      case WITHDRAWAL_HELD,
          WITHDRAWAL_APPROVED,
          WITHDRAWAL_PAID,
          WITHDRAWAL_RETURNED,
          WITHDRAWAL_REFUSED ->
          "/api/v1/wallet/withdrawals/" + news.text("withdrawalId");
      case RECHARGE_ARRIVED -> recharge(news);
      case MERCHANT_RETURNED,
          MERCHANT_REFUSED,
          MERCHANT_APPROVED,
          MERCHANT_SUSPENDED,
          MERCHANT_REINSTATED ->
          merchant + "/application";
      case PRODUCT_SUSPENDED, PRODUCT_REINSTATED ->
          merchant + "/products/" + news.text("productId");
      case DEVICE_NEW -> "/api/v1/sessions";
      default ->
          topic.audience() == Topic.Audience.OWNER
              ? "/api/v1/orders/" + news.text("orderNumber")
              : merchant + "/orders/" + news.text("sellerOrderId");
    };
  }

  private static String recharge(News news) {
    String own = news.merchant() == null ? "" : "/merchants/" + news.merchant();
    return "/api/v1" + own + "/wallet/recharges/" + news.text("rechargeId");
  }

  /// What nobody is told twice: a confirmed order is one piece of news, whatever its parts.
  String key(Topic topic, News news) {
    return news.kind() == NewsKind.ORDER_PLACED ? news.text("orderNumber") : news.key();
  }

  private String shop(News news) {
    MerchantId merchant = news.merchant();
    return merchant == null ? "–" : merchants.find(merchant).map(Merchant::name).orElse("–");
  }

  /// In the languages that the shop wrote it in.
  private static String title(News news) {
    return orDash(
        Stream.of(news.text("titleZh"), news.text("titleEn"))
            .filter(it -> !it.isEmpty())
            .distinct()
            .collect(Collectors.joining(" / ")));
  }

  /// The same in both languages: `266.00 CNY`.
  private static String spoken(Money money) {
    return money.toDecimal().toPlainString() + " " + money.currency();
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "–" : text;
  }
}
