package org.tongbao.market.address;

import java.net.URI;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.PageOfList;

/// One's own address book.
@RestController
@RequestMapping("/api/v1/me/addresses")
final class AddressApi {
  private final Addresses addresses;

  AddressApi(Addresses addresses) {
    this.addresses = addresses;
  }

  @GetMapping
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<AddressView> list(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return addresses.list(caller.user(), PageOfList.Request.of(limit, cursor)).map(AddressView::of);
  }

  @PostMapping
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<AddressView> add(Caller caller, @RequestBody AddressFields fields) {
    Address added = addresses.add(caller.user(), fields.postal(), fields.isStandard());
    return answer(ResponseEntity.created(URI.create("/api/v1/me/addresses/" + added.id())), added);
  }

  @GetMapping("/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<AddressView> one(Caller caller, @PathVariable String id) {
    return answer(ResponseEntity.ok(), addresses.require(caller.user(), id(id)));
  }

  @PutMapping("/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<AddressView> replace(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody AddressFields fields) {
    addresses.require(caller.user(), id(id));
    return answer(
        ResponseEntity.ok(),
        addresses.replace(
            caller.user(),
            id(id),
            EntityTag.required(ifMatch),
            fields.postal(),
            fields.isStandard()));
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    addresses.require(caller.user(), id(id));
    addresses.remove(caller.user(), id(id), EntityTag.required(ifMatch));
  }

  private static ResponseEntity<AddressView> answer(
      ResponseEntity.BodyBuilder answer, Address address) {
    return answer.eTag(EntityTag.of(address.version())).body(AddressView.of(address));
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// `phone` with its country code, `country` as ISO 3166-1 alpha-2. Which of the others must be
  /// there depends on the country.
  record AddressFields(
      @Nullable String recipient,
      @Nullable String phone,
      @Nullable String country,
      @Nullable String region,
      @Nullable String city,
      @Nullable String district,
      @Nullable String street,
      @Nullable String postalCode,
      @Nullable Boolean standard) {
    PostalAddress postal() {
      return PostalAddress.of(
          new PostalAddress.Typed(
              recipient, phone, country, region, city, district, street, postalCode));
    }

    boolean isStandard() {
      return Boolean.TRUE.equals(standard);
    }
  }

  record AddressView(
      UUID id,
      String recipient,
      String phone,
      String country,
      String region,
      String city,
      String district,
      String street,
      String postalCode,
      boolean standard) {
    static AddressView of(Address address) {
      PostalAddress postal = address.postal();
      return new AddressView(
          address.id(),
          postal.recipient(),
          postal.phone(),
          postal.country(),
          postal.region(),
          postal.city(),
          postal.district(),
          postal.street(),
          postal.postalCode(),
          address.standard());
    }
  }
}
