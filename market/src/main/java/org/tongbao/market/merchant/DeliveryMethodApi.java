package org.tongbao.market.merchant;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.DeliveryMethod.Kind;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// How a shop delivers.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/delivery-methods")
final class DeliveryMethodApi {
  private final DeliveryMethods methods;
  private final Merchants merchants;

  DeliveryMethodApi(DeliveryMethods methods, Merchants merchants) {
    this.methods = methods;
    this.merchants = merchants;
  }

  /// Those that buyers can choose.
  @GetMapping
  MethodsView offered(@PathVariable UUID merchantId) {
    Merchant merchant = merchants.require(new MerchantId(merchantId));
    return MethodsView.of(methods.of(merchant.id()));
  }

  /// With those that are switched off.
  @GetMapping("/all")
  @Needs(Permission.SHOP_READ)
  MethodsView all(@PathVariable UUID merchantId) {
    return MethodsView.of(methods.all(new MerchantId(merchantId)));
  }

  @GetMapping("/{id}")
  @Needs(Permission.SHOP_READ)
  ResponseEntity<MethodView> one(@PathVariable UUID merchantId, @PathVariable UUID id) {
    return answer(ResponseEntity.ok(), methods.require(new MerchantId(merchantId), id));
  }

  @PostMapping
  @Needs(Permission.SHOP_SETTINGS_EDIT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<MethodView> add(@PathVariable UUID merchantId, @RequestBody MethodFields fields) {
    Merchant merchant = merchants.require(new MerchantId(merchantId));
    DeliveryMethod added = methods.add(fields.method(merchant, methods.newId(), 1));
    URI location =
        URI.create("/api/v1/merchants/" + merchant.id() + "/delivery-methods/" + added.id());
    return answer(ResponseEntity.created(location), added);
  }

  @PutMapping("/{id}")
  @Needs(Permission.SHOP_SETTINGS_EDIT)
  ResponseEntity<MethodView> replace(
      @PathVariable UUID merchantId,
      @PathVariable UUID id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody MethodFields fields) {
    Merchant merchant = merchants.require(new MerchantId(merchantId));
    methods.require(merchant.id(), id);
    DeliveryMethod changed = fields.method(merchant, id, EntityTag.required(ifMatch));
    return answer(ResponseEntity.ok(), methods.replace(changed));
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.SHOP_SETTINGS_EDIT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable UUID merchantId,
      @PathVariable UUID id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    MerchantId merchant = new MerchantId(merchantId);
    methods.require(merchant, id);
    methods.remove(merchant, id, EntityTag.required(ifMatch));
  }

  private static ResponseEntity<MethodView> answer(
      ResponseEntity.BodyBuilder answer, DeliveryMethod method) {
    return answer.eTag(EntityTag.of(method.version())).body(MethodView.of(method));
  }

  /// Amounts in minor units of the shop's currency. `priceMinor` covers `includedGrams`; each begun
  /// `stepGrams` above costs `stepPriceMinor` more. From `freeFromMinor` of goods on it is free.
  /// `countries` as ISO 3166-1 alpha-2, none for everywhere. `carrier` for `CARRIER`, `pickup` for
  /// `PICKUP`, and only there.
  record MethodFields(
      @Nullable Kind kind,
      @Nullable String name,
      @Nullable String carrier,
      @Nullable Long priceMinor,
      @Nullable Long freeFromMinor,
      @Nullable Integer includedGrams,
      @Nullable Integer stepGrams,
      @Nullable Long stepPriceMinor,
      @Nullable List<String> countries,
      @Nullable PickupFields pickup,
      @Nullable Boolean enabled) {
    private static final int NAME_LIMIT = 60;
    private static final int MOST_GRAMS = 10_000_000;

    DeliveryMethod method(Merchant merchant, UUID id, int version) {
      Currency currency = Currency.of(merchant.currency());
      Kind chosen = Fields.required("kind", kind);
      return new DeliveryMethod(
          id,
          merchant.id(),
          chosen,
          Fields.line("name", name, NAME_LIMIT),
          carrierOf(chosen),
          Amounts.minor("priceMinor", priceMinor, 0, currency),
          freeFromMinor == null ? null : Amounts.minor("freeFromMinor", freeFromMinor, 1, currency),
          weights(currency),
          reached(),
          pickupOf(chosen),
          !Boolean.FALSE.equals(enabled),
          version);
    }

    private String carrierOf(Kind chosen) {
      if (chosen == Kind.CARRIER) {
        return Fields.line("carrier", carrier, NAME_LIMIT);
      }
      if (carrier != null) {
        throw Fields.malformed("carrier");
      }
      return "";
    }

    private DeliveryMethod.Weights weights(Currency currency) {
      int included =
          includedGrams == null
              ? 0
              : Amounts.between("includedGrams", includedGrams, 0, MOST_GRAMS);
      if (stepGrams == null && stepPriceMinor == null) {
        return new DeliveryMethod.Weights(included, 0, Money.zero(currency));
      }
      return new DeliveryMethod.Weights(
          included,
          Amounts.between("stepGrams", stepGrams, 1, MOST_GRAMS),
          Amounts.minor("stepPriceMinor", stepPriceMinor, 1, currency));
    }

    private Set<String> reached() {
      Set<String> reached = new TreeSet<>();
      for (String country : countries == null ? List.<String>of() : countries) {
        reached.add(Company.country("countries", country));
      }
      return reached;
    }

    private DeliveryMethod.@Nullable PickupPlace pickupOf(Kind chosen) {
      if (chosen == Kind.PICKUP) {
        return Fields.required("pickup", pickup).checked();
      }
      if (pickup != null) {
        throw Fields.malformed("pickup");
      }
      return null;
    }
  }

  record PickupFields(
      @Nullable String place,
      @Nullable String country,
      @Nullable String region,
      @Nullable String city,
      @Nullable String street,
      @Nullable String postalCode,
      @Nullable String phone,
      @Nullable String hours) {
    private static final int LINE_LIMIT = 80;

    DeliveryMethod.PickupPlace checked() {
      return new DeliveryMethod.PickupPlace(
          Fields.line("pickup.place", place, LINE_LIMIT),
          Company.country("pickup.country", country),
          Fields.optionalLine("pickup.region", region, LINE_LIMIT),
          Fields.line("pickup.city", city, LINE_LIMIT),
          Fields.line("pickup.street", street, LINE_LIMIT * 2),
          Fields.optionalLine("pickup.postalCode", postalCode, 16),
          Company.phone("pickup.phone", phone),
          Fields.optionalLine("pickup.hours", hours, LINE_LIMIT));
    }
  }

  record MethodsView(List<MethodView> items) {
    static MethodsView of(List<DeliveryMethod> methods) {
      return new MethodsView(methods.stream().map(MethodView::of).toList());
    }
  }

  record MethodView(
      UUID id,
      Kind kind,
      String name,
      String carrier,
      Amounts.MoneyView price,
      Amounts.@Nullable MoneyView freeFrom,
      int includedGrams,
      int stepGrams,
      Amounts.MoneyView stepPrice,
      List<String> countries,
      DeliveryMethod.@Nullable PickupPlace pickup,
      boolean enabled) {
    static MethodView of(DeliveryMethod method) {
      Money free = method.freeFrom();
      return new MethodView(
          method.id(),
          method.kind(),
          method.name(),
          method.carrier(),
          Amounts.MoneyView.of(method.price()),
          free == null ? null : Amounts.MoneyView.of(free),
          method.weights().includedGrams(),
          method.weights().stepGrams(),
          Amounts.MoneyView.of(method.weights().stepPrice()),
          method.countries().stream().sorted().toList(),
          method.pickup(),
          method.enabled());
    }
  }
}
