package org.tongbao.market.merchant;

import java.math.BigDecimal;
import java.text.Collator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.ApplicationFormPage.Choice;
import org.tongbao.market.merchant.ApplicationFormPage.Kept;
import org.tongbao.market.merchant.ApplicationFormPage.Offer;
import org.tongbao.market.merchant.ApplicationStatusPage.Event;
import org.tongbao.market.merchant.ApplicationStatusPage.Fact;
import org.tongbao.market.merchant.Company.TypedDocument;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Becoming a merchant: the shops one works in, the application, and how far it has come. A form
/// with files carries no key: the shop's name is taken once.
@Controller
final class ApplicationPages {
  private static final String START = "/merchant/application";
  private static final String OF_SHOP = "/merchant/{merchantId}/application";
  private static final List<String> FIRST = List.of("CN", "HK", "TW", "US", "BR", "DE", "JP");
  private static final Map<MerchantError, String> FIELDS = Map.of(MerchantError.NAME_TAKEN, "name");

  private final Applications applications;
  private final MerchantStore merchants;
  private final ConditionStore conditions;
  private final Shops shops;
  private final ShopDesks desks;
  private final Pages pages;

  ApplicationPages(
      Applications applications,
      MerchantStore merchants,
      ConditionStore conditions,
      Shops shops,
      ShopDesks desks,
      Pages pages) {
    this.applications = applications;
    this.merchants = merchants;
    this.conditions = conditions;
    this.shops = shops;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping("/merchant")
  @Needs(Permission.OWN_ACCOUNT)
  View own(Caller caller, Frame frame) {
    return pages.of(
        "shops-own",
        new OwnShopsPage(
            frame, start(frame.texts(), "/merchant"), merchants.ofUser(caller.user())));
  }

  private static Desk start(Texts texts, String at) {
    List<Desk.Link> links =
        List.of(
            Desk.Link.to(texts.get("merchant.own"), "/merchant"),
            Desk.Link.to(texts.get("merchant.apply"), START));
    return new Desk(
        texts.get("merchant.centre"),
        "/merchant",
        List.of(new Desk.Section(null, links)),
        at,
        List.of());
  }

  @GetMapping(START)
  @Needs(Permission.OWN_ACCOUNT)
  View form(Frame frame) {
    return pages.of(
        "shop-apply",
        form(frame, start(frame.texts(), START), START, Map.of("country", "CN"), List.of(), null));
  }

  @PostMapping(START)
  @Needs(Permission.OWN_ACCOUNT)
  View apply(
      Caller caller,
      Frame frame,
      @RequestParam Map<String, String> typed,
      @RequestParam(required = false) @Nullable List<String> kept,
      @RequestParam(required = false) @Nullable List<String> kind,
      @RequestParam(required = false) @Nullable List<MultipartFile> file,
      RedirectAttributes redirect) {
    List<TypedDocument> documents = DocumentFiles.of(kept, kind, file);
    try {
      Agreed agreed = Agreed.of(typed.get("terms"));
      Dossier made =
          applications.apply(
              caller.user(), company(typed, documents), agreed.currency(), agreed.version());
      redirect.addFlashAttribute(Frame.NOTICE, "merchant.applied");
      return pages.seeOther(ShopDesks.path(made.merchant().id(), "/application"));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused(
          "shop-apply", form(frame, start(frame.texts(), START), START, typed, documents, errors));
    }
  }

  @GetMapping(OF_SHOP)
  @Needs(Permission.SHOP_DECIDE)
  View status(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_DECIDE);
    return pages.of("shop-application", status(caller, frame, shop, FormErrors.NONE));
  }

  /// The form once more, after it was returned.
  @GetMapping(OF_SHOP + "/change")
  @Needs(Permission.SHOP_DECIDE)
  View change(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_DECIDE);
    Dossier known = applications.require(shop);
    if (known.merchant().state() != Merchant.State.RETURNED) {
      return pages.seeOther(ShopDesks.path(shop, "/application"));
    }
    return pages.of(
        "shop-apply",
        again(caller, frame, known, typed(known), documents(known), known.version(), null));
  }

  @PostMapping(OF_SHOP)
  @Needs(Permission.SHOP_DECIDE)
  View applyAgain(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam Map<String, String> typed,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam(required = false) @Nullable List<String> kept,
      @RequestParam(required = false) @Nullable List<String> kind,
      @RequestParam(required = false) @Nullable List<MultipartFile> file,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_DECIDE);
    List<TypedDocument> documents = DocumentFiles.of(kept, kind, file);
    try {
      Agreed agreed = Agreed.of(typed.get("terms"));
      Dossier _ =
          applications.applyAgain(
              caller.user(),
              shop,
              version,
              company(typed, documents),
              agreed.currency(),
              agreed.version());
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), FIELDS);
      return pages.refused(
          "shop-apply",
          again(caller, frame, applications.require(shop), typed, documents, version, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "merchant.applied");
    return pages.seeOther(ShopDesks.path(shop, "/application"));
  }

  @PostMapping(OF_SHOP + "/bond")
  @Needs(Permission.SHOP_DECIDE)
  View postBond(
      Caller caller, Frame frame, @PathVariable String merchantId, RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_DECIDE);
    try {
      Dossier _ = shops.postBond(shop);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused("shop-application", status(caller, frame, shop, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "merchant.bond.posting");
    return pages.seeOther(ShopDesks.path(shop, "/application"));
  }

  /// The conditions that a form agrees to: `CNY:1`.
  private record Agreed(String currency, int version) {
    static Agreed of(@Nullable String typed) {
      String word = Fields.line("terms", typed, 20);
      if (!word.matches("[A-Z]{3}:[0-9]{1,9}")) {
        throw Fields.malformed("terms");
      }
      return new Agreed(word.substring(0, 3), Integer.parseInt(word.substring(4)));
    }
  }

  private static Company company(Map<String, String> typed, List<TypedDocument> documents) {
    return Company.of(
        new Company.Typed(
            typed.get("name"),
            typed.get("companyName"),
            typed.get("registrationNumber"),
            typed.get("country"),
            typed.get("address"),
            typed.get("contactName"),
            typed.get("contactEmail"),
            typed.get("contactPhone"),
            documents));
  }

  private ApplicationFormPage again(
      Caller caller,
      Frame frame,
      Dossier known,
      Map<String, String> typed,
      List<TypedDocument> documents,
      int version,
      @Nullable FormErrors errors) {
    MerchantId shop = known.merchant().id();
    String action = ShopDesks.path(shop, "/application");
    Texts texts = frame.texts();
    Desk desk =
        desks.of(
            caller,
            shop,
            texts,
            "/application",
            Desk.Link.to(texts.get("merchant.application"), action));
    ApplicationFormPage form = form(frame, desk, action, typed, documents, errors);
    String reason =
        known.history().stream()
            .filter(it -> it.kind() == Decision.Kind.RETURN)
            .reduce((before, after) -> after)
            .map(Decision::reason)
            .orElse("");
    return new ApplicationFormPage(
        frame,
        desk,
        action,
        form.typed(),
        form.documents(),
        form.terms(),
        form.countries(),
        version,
        reason,
        form.errors());
  }

  private ApplicationFormPage form(
      Frame frame,
      Desk desk,
      String action,
      Map<String, String> typed,
      List<TypedDocument> documents,
      @Nullable FormErrors errors) {
    return new ApplicationFormPage(
        frame,
        desk,
        action,
        typed,
        documents.stream()
            .filter(it -> it.kind() != null)
            .map(
                it ->
                    new Kept(
                        String.valueOf(it.kind()),
                        String.valueOf(it.name()),
                        DocumentFiles.word(it)))
            .toList(),
        conditions.all().stream().map(it -> offer(it, typed)).toList(),
        countries(frame.language().locale(), typed.getOrDefault("country", "")),
        0,
        null,
        errors == null ? FormErrors.NONE : errors);
  }

  private static Offer offer(Conditions of, Map<String, String> typed) {
    String currency = of.bond().currency().code();
    String choice = currency + ":" + of.version();
    return new Offer(
        choice,
        currency,
        percent(of.feeBps()),
        percent(of.commissionBps()),
        MoneyText.of(of.bond()),
        typed.getOrDefault("terms", "").startsWith(currency));
  }

  private static String percent(int bps) {
    return BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString() + " %";
  }

  private static Map<String, String> typed(Dossier known) {
    Company company = known.company();
    Map<String, String> typed = new HashMap<>();
    typed.put("name", company.shopName());
    typed.put("companyName", company.companyName());
    typed.put("registrationNumber", company.registrationNumber());
    typed.put("country", company.country());
    typed.put("address", company.address());
    typed.put("contactName", company.contactName());
    typed.put("contactEmail", company.contactEmail());
    typed.put("contactPhone", company.contactPhone());
    typed.put("terms", known.merchant().currency());
    return typed;
  }

  private static List<TypedDocument> documents(Dossier known) {
    return known.company().documents().stream()
        .map(it -> new TypedDocument(it.kind(), it.name(), it.sha256(), it.sizeBytes()))
        .toList();
  }

  /// The likely ones first, then all by name.
  private static List<Choice> countries(Locale locale, String chosen) {
    Collator collator = Collator.getInstance(locale);
    Stream<Choice> rest =
        Stream.of(Locale.getISOCountries())
            .filter(it -> !FIRST.contains(it))
            .map(it -> country(it, locale, chosen))
            .sorted(Comparator.comparing(Choice::name, collator));
    return Stream.concat(FIRST.stream().map(it -> country(it, locale, chosen)), rest).toList();
  }

  private static Choice country(String code, Locale locale, String chosen) {
    return new Choice(code, Locale.of("", code).getDisplayCountry(locale), code.equals(chosen));
  }

  private ApplicationStatusPage status(
      Caller caller, Frame frame, MerchantId shop, FormErrors errors) {
    Dossier known = applications.require(shop);
    Merchant merchant = known.merchant();
    Company company = known.company();
    Texts texts = frame.texts();
    return new ApplicationStatusPage(
        frame,
        desks.of(caller, shop, texts, "/application"),
        merchant,
        step(merchant),
        known.step().pending() != null,
        known.step().refusal(),
        List.of(
            new Fact("merchant.apply.company", company.companyName()),
            new Fact("merchant.apply.registration", company.registrationNumber()),
            new Fact(
                "merchant.apply.country",
                Locale.of("", company.country()).getDisplayCountry(frame.language().locale())),
            new Fact("merchant.apply.address", company.address()),
            new Fact("merchant.apply.contact", company.contactName()),
            new Fact("merchant.apply.email", company.contactEmail()),
            new Fact("merchant.apply.phone", company.contactPhone()),
            new Fact("merchant.apply.currency", merchant.currency()),
            new Fact("merchant.apply.fee", percent(merchant.feeBps())),
            new Fact("merchant.apply.commission", percent(merchant.commissionBps()))),
        company.documents().stream()
            .map(it -> new Fact("merchant.document." + it.kind().name(), it.name()))
            .toList(),
        bond(known),
        known.history().reversed().stream()
            .map(it -> new Event(it.kind().name(), reason(it), it.transaction(), it.at()))
            .toList(),
        errors);
  }

  /// Reasons that are numbers or accounts are no words for people.
  private static String reason(Decision decision) {
    return decision.kind() == Decision.Kind.BOND_WITHDRAWAL ? "" : decision.reason();
  }

  private static int step(Merchant merchant) {
    return switch (merchant.state()) {
      case RETURNED -> 0;
      case APPLIED, REFUSED -> 1;
      case APPROVED, SUSPENDED -> merchant.sells() ? 4 : 2;
    };
  }

  private static ApplicationStatusPage.Bond bond(Dossier known) {
    Merchant.Bond bond = known.merchant().bond();
    Currency currency = Currency.of(known.merchant().currency());
    return new ApplicationStatusPage.Bond(
        MoneyText.of(Money.ofMinor(bond.requiredMinor(), currency)),
        MoneyText.of(Money.ofMinor(bond.postedMinor(), currency)),
        known.merchant().state() == Merchant.State.APPROVED && !bond.isComplete(),
        known.step().bondPending(),
        known.step().bondRefusal());
  }
}
