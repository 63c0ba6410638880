package org.tongbao.market.checkout;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.affiliate.Affiliates;
import org.tongbao.market.affiliate.ReferralCookie;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PassingRefusal;
import org.tongbao.market.web.Texts;
import org.tongbao.primitives.Hash;

/// What the selected lines of one's cart cost, and confirming it.
@RestController
@RequestMapping("/api/v1")
final class CheckoutApi {
  private static final int LONGEST_CODE = 40;
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");

  private final Checkout checkout;
  private final Currencies currencies;
  private final Affiliates affiliates;
  private final ReferralCookie referral;

  CheckoutApi(
      Checkout checkout, Currencies currencies, Affiliates affiliates, ReferralCookie referral) {
    this.checkout = checkout;
    this.currencies = currencies;
    this.affiliates = affiliates;
    this.referral = referral;
  }

  @PostMapping("/checkout/quote")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<QuoteView> quote(Caller caller, @RequestBody WishFields fields) {
    Quote quote = checkout.quote(caller.user(), fields.wishes(currencies));
    return ResponseEntity.ok().eTag(EntityTag.of(quote.cart().version())).body(QuoteView.of(quote));
  }

  @PostMapping("/orders")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<?> confirm(
      Caller caller,
      Locale locale,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody OrderFields fields,
      HttpServletRequest request) {
    int version = EntityTag.required(ifMatch);
    Confirmation confirmation =
        checkout.confirm(
            caller.user(),
            version,
            fields.seen(),
            fields.choices().wishes(currencies),
            affiliate(caller.user(), fields, request));
    return switch (confirmation) {
      case Confirmation.Placed placed ->
          ResponseEntity.created(URI.create("/api/v1/orders/" + placed.number()))
              .body(NewOrder.of(placed));
      case Confirmation.PriceChanged changed ->
          refusal(CheckoutError.PRICE_CHANGED, changed.quote(), locale);
      case Confirmation.NotReady notReady when notReady.isSoldOut() -> {
        PassingRefusal.mark(request);
        yield refusal(CheckoutError.SOLD_OUT, notReady.quote(), locale);
      }
      case Confirmation.NotReady notReady ->
          refusal(CheckoutError.NOT_READY, notReady.quote(), locale);
    };
  }

  /// Who brought the buyer: by the code that was typed, else by the last link.
  private Optional<UserId> affiliate(UserId buyer, OrderFields fields, HttpServletRequest request) {
    return fields.affiliateCode == null || fields.affiliateCode.isBlank()
        ? referral.read(request).flatMap(it -> affiliates.clicked(buyer, it))
        : Optional.of(
            affiliates.typed(
                buyer, Fields.line("affiliateCode", fields.affiliateCode, LONGEST_CODE)));
  }

  /// A problem document that brings the quote as it is now.
  private static ResponseEntity<QuoteProblem> refusal(
      CheckoutError error, Quote quote, Locale locale) {
    Texts texts = Texts.of(Language.find(locale.getLanguage()).orElse(Language.EN));
    return ResponseEntity.status(error.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            new QuoteProblem(
                "urn:tongbao:error:" + error.code(),
                texts.get("error." + error.code() + ".title"),
                error.status(),
                texts.get("error." + error.code() + ".detail"),
                error.code(),
                Objects.requireNonNullElse(MDC.get("requestId"), ""),
                QuoteView.of(quote)));
  }

  /// The fields of a quote, and what identifies the one that the buyer saw.
  ///
  /// @param quoteHash as the quote told it
  /// @param affiliateCode of who brought the buyer; without it the link that was followed last
  record OrderFields(
      @Nullable String addressId,
      @Nullable String currency,
      @Nullable Map<String, String> deliveries,
      @Nullable List<String> vouchers,
      @Nullable Long points,
      @Nullable Map<String, String> messages,
      @Nullable Map<String, String> slots,
      @Nullable String quoteHash,
      @Nullable String affiliateCode) {
    Hash seen() {
      String hash = Fields.required("quoteHash", quoteHash);
      if (!HASH.matcher(hash).matches()) {
        throw Fields.malformed("quoteHash");
      }
      return Hash.fromHex(hash);
    }

    WishFields choices() {
      return new WishFields(addressId, currency, deliveries, vouchers, points, messages, slots);
    }
  }

  /// @param payBy when it is void if it is unpaid
  /// @param toSign seller orders that wait for a signature of the buyer's own wallet
  record NewOrder(
      String number,
      UUID id,
      Instant payBy,
      QuoteView.QuoteAmount payable,
      List<NewSellerOrder> parts,
      List<UUID> toSign) {
    static NewOrder of(Confirmation.Placed placed) {
      List<NewSellerOrder> parts = new ArrayList<>();
      for (Quote.Seller seller : placed.quote().sellers()) {
        UUID merchant = seller.merchant().id().value();
        parts.add(
            new NewSellerOrder(
                Objects.requireNonNull(placed.sellerOrders().get(merchant)),
                merchant,
                QuoteView.QuoteAmount.of(seller.price().payable())));
      }
      return new NewOrder(
          placed.number().value(),
          placed.order(),
          placed.payBy(),
          QuoteView.QuoteAmount.of(placed.quote().payable()),
          parts,
          placed.toSign());
    }
  }

  record NewSellerOrder(UUID id, UUID merchantId, QuoteView.QuoteAmount payable) {}

  record QuoteProblem(
      String type,
      String title,
      int status,
      String detail,
      String code,
      String requestId,
      QuoteView quote) {}
}
