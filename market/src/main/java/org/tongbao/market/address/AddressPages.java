package org.tongbao.market.address;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.address.AddressPage.Country;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.LocalPath;
import org.tongbao.market.web.Pages;

/// The book of addresses, and the form of one.
@Controller
final class AddressPages {
  private static final String BOOK = "/account/addresses";
  private static final List<String> FIRST = List.of("CN", "HK", "TW", "US", "BR", "DE", "JP");

  private final Addresses addresses;
  private final Pages pages;

  AddressPages(Addresses addresses, Pages pages) {
    this.addresses = addresses;
    this.pages = pages;
  }

  @GetMapping(BOOK)
  @Needs(Permission.OWN_ACCOUNT)
  View list(Caller caller, Frame frame) {
    return pages.of("addresses", new AddressListPage(frame, addresses.all(caller.user())));
  }

  @GetMapping(BOOK + "/new")
  @Needs(Permission.OWN_ACCOUNT)
  View fresh(Caller caller, Frame frame, @RequestParam(required = false) @Nullable String next) {
    boolean first = addresses.all(caller.user()).isEmpty();
    PostalAddress.Typed nothing = new PostalAddress.Typed("", "", "CN", "", "", "", "", "");
    return pages.of(
        "address", page(frame, null, 0, nothing, first, LocalPath.of(next, BOOK), FormErrors.NONE));
  }

  @GetMapping(BOOK + "/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  View one(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String next) {
    Address known = addresses.require(caller.user(), id(id));
    return pages.of(
        "address",
        page(
            frame,
            known.id(),
            known.version(),
            typed(known.postal()),
            known.standard(),
            LocalPath.of(next, BOOK),
            FormErrors.NONE));
  }

  @PostMapping(BOOK)
  @Needs(Permission.OWN_ACCOUNT)
  View save(
      Caller caller,
      Frame frame,
      @ModelAttribute PostalAddress.Typed typed,
      @RequestParam(required = false) @Nullable String id,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam(defaultValue = "false") String standard,
      @RequestParam(required = false) @Nullable String next,
      RedirectAttributes redirect) {
    UUID known = id == null || id.isEmpty() ? null : id(id);
    boolean first = standard.equals("true");
    String on = LocalPath.of(next, BOOK);
    try {
      PostalAddress postal = PostalAddress.of(typed);
      Address _ =
          known == null
              ? addresses.add(caller.user(), postal, first)
              : addresses.replace(caller.user(), known, version, postal, first);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused("address", page(frame, known, version, typed, first, on, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "address.saved");
    return pages.seeOther(on);
  }

  @PostMapping(BOOK + "/{id}/removal")
  @Needs(Permission.OWN_ACCOUNT)
  View remove(
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int version,
      RedirectAttributes redirect) {
    Address known = addresses.require(caller.user(), id(id));
    addresses.remove(caller.user(), known.id(), version);
    redirect.addFlashAttribute(Frame.NOTICE, "address.removed");
    return pages.seeOther(BOOK);
  }

  private static AddressPage page(
      Frame frame,
      @Nullable UUID id,
      int version,
      PostalAddress.Typed typed,
      boolean standard,
      String next,
      FormErrors errors) {
    String chosen = Objects.requireNonNullElse(typed.country(), "");
    return new AddressPage(
        frame,
        id,
        version,
        typed,
        standard,
        countries(frame.language().locale(), chosen),
        next,
        errors);
  }

  /// The likely ones first, then all by name.
  private static List<Country> countries(Locale locale, String chosen) {
    Collator collator = Collator.getInstance(locale);
    Stream<Country> rest =
        Stream.of(Locale.getISOCountries())
            .filter(it -> !FIRST.contains(it))
            .map(it -> country(it, locale, chosen))
            .sorted(Comparator.comparing(Country::name, collator));
    return Stream.concat(FIRST.stream().map(it -> country(it, locale, chosen)), rest).toList();
  }

  private static Country country(String code, Locale locale, String chosen) {
    String name = Locale.of("", code).getDisplayCountry(locale);
    return new Country(code, name, code.equals(chosen));
  }

  private static PostalAddress.Typed typed(PostalAddress postal) {
    return new PostalAddress.Typed(
        postal.recipient(),
        postal.phone(),
        postal.country(),
        postal.region(),
        postal.city(),
        postal.district(),
        postal.street(),
        postal.postalCode());
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }
}
