package org.tongbao.market.merchant;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.tongbao.market.merchant.Company.TypedDocument;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;

/// Becoming a merchant: the shops one works in, the application, and how far it has come. A form
/// with files carries no key: the shop's name is taken once.
@Controller
final class ApplicationPages {
  private static final String START = "/merchant/application";
  private static final String OF_SHOP = "/merchant/{merchantId}/application";
  private static final List<String> FIRST = List.of("CN", "HK", "TW", "US", "BR", "DE", "JP");
  private static final Map<MerchantError, String> FIELDS = Map.of(MerchantError.NAME_TAKEN, "name");

  private final Applications applications;
  private final Documents documents;
  private final MerchantStore merchants;
  private final ConditionStore conditions;
  private final Shops shops;
  private final ShopDesks desks;
  private final Pages pages;

  ApplicationPages(
      Applications applications,
      Documents documents,
      MerchantStore merchants,
      ConditionStore conditions,
      Shops shops,
      ShopDesks desks,
      Pages pages) {
    this.applications = applications;
    this.documents = documents;
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
  View form(Caller caller, Frame frame) {
    Map<String, String> typed = Map.of("country", "CN");
    return pages.of("shop-apply", first(caller, frame, typed, List.of(), FormErrors.NONE));
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
    Received sent = receive(caller, frame, kept, DocumentFiles.chosen(kind, file));
    FormErrors errors = sent.problem;
    if (errors.isEmpty()) {
      try {
        Agreed agreed = Agreed.of(typed.get("terms"));
        Dossier made =
            applications.apply(
                caller.user(), company(typed, sent.all), agreed.currency(), agreed.version());
        redirect.addFlashAttribute(Frame.NOTICE, "merchant.applied");
        return pages.seeOther(ShopDesks.path(made.merchant().id(), "/application"));
      } catch (DomainException refused) {
        errors = FormErrors.of(refused, frame.texts(), FIELDS);
      }
    }
    return pages.refused("shop-apply", first(caller, frame, typed, sent.all, errors));
  }

  /// The documents of a form, of which the files that can be taken are kept, and what is wrong with
  /// the last of the others.
  private record Received(List<TypedDocument> all, FormErrors problem) {}

  private Received receive(
      Caller caller, Frame frame, @Nullable List<String> kept, List<DocumentFiles.Chosen> chosen) {
    List<TypedDocument> all = new ArrayList<>(DocumentFiles.kept(kept));
    if (chosen.size() > Company.MOST_DOCUMENTS) {
      throw Fields.malformed("documents");
    }
    FormErrors problem = FormErrors.NONE;
    for (DocumentFiles.Chosen each : chosen) {
      try {
        all.add(documents.receive(caller.user(), each.kind(), each.name(), each.content()));
      } catch (DomainException refused) {
        String why = String.valueOf(FormErrors.of(refused, frame.texts(), Map.of()).general());
        problem = new FormErrors(null, Map.of("documents", each.name() + ": " + why));
      }
    }
    return new Received(all, problem);
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
        again(
            caller,
            frame,
            known,
            new Filled(typed(known), documents(known), known.version()),
            FormErrors.NONE));
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
    Received sent = receive(caller, frame, kept, DocumentFiles.chosen(kind, file));
    FormErrors errors = sent.problem;
    if (errors.isEmpty()) {
      try {
        Agreed agreed = Agreed.of(typed.get("terms"));
        Dossier _ =
            applications.applyAgain(
                caller.user(),
                shop,
                version,
                company(typed, sent.all),
                agreed.currency(),
                agreed.version());
        redirect.addFlashAttribute(Frame.NOTICE, "merchant.applied");
        return pages.seeOther(ShopDesks.path(shop, "/application"));
      } catch (DomainException refused) {
        errors = FormErrors.of(refused, frame.texts(), FIELDS);
      }
    }
    Filled filled = new Filled(typed, sent.all, version);
    return pages.refused(
        "shop-apply", again(caller, frame, applications.require(shop), filled, errors));
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

  /// What stands in the form.
  ///
  /// @param version of the application that is changed; 0 for a new one
  private record Filled(Map<String, String> typed, List<TypedDocument> documents, int version) {}

  private ApplicationFormPage first(
      Caller caller,
      Frame frame,
      Map<String, String> typed,
      List<TypedDocument> documents,
      FormErrors errors) {
    List<Kept> kept = kept(documents, this.documents.known(caller.user(), null), null);
    Filled filled = new Filled(typed, documents, 0);
    return form(frame, start(frame.texts(), START), START, filled, kept, null, errors);
  }

  private ApplicationFormPage again(
      Caller caller, Frame frame, Dossier known, Filled filled, FormErrors errors) {
    MerchantId shop = known.merchant().id();
    String action = ShopDesks.path(shop, "/application");
    Texts texts = frame.texts();
    Desk.Link above = Desk.Link.to(texts.get("merchant.application"), action);
    Desk desk = desks.of(caller, shop, texts, "/application", above);
    String reason =
        known.history().stream()
            .filter(it -> it.kind() == Decision.Kind.RETURN)
            .reduce((before, after) -> after)
            .map(Decision::reason)
            .orElse("");
    List<Kept> kept = kept(filled.documents, documents.known(caller.user(), shop), known);
    return form(frame, desk, action, filled, kept, reason, errors);
  }

  /// @param here hashes of those whose files are kept
  /// @param known the application from which they can be opened; null where there is none
  private List<Kept> kept(List<TypedDocument> named, Set<String> here, @Nullable Dossier known) {
    Map<String, String> links = known == null ? Map.of() : links(known);
    return named.stream()
        .filter(it -> it.kind() != null)
        .map(
            it -> {
              String hash = String.valueOf(it.sha256());
              Long size = it.sizeBytes();
              return new Kept(
                  String.valueOf(it.kind()),
                  String.valueOf(it.name()),
                  DocumentFiles.size(size == null ? 0 : size),
                  DocumentFiles.word(it),
                  here.contains(hash),
                  links.get(hash));
            })
        .toList();
  }

  /// Where the documents of an application are opened, by their hashes.
  private Map<String, String> links(Dossier known) {
    String below = ShopDesks.path(known.merchant().id(), "/application/documents/");
    return documents.of(known).stream()
        .filter(it -> it.held() != null)
        .map(it -> it.document().sha256())
        .distinct()
        .collect(Collectors.toMap(it -> it, it -> below + it));
  }

  private ApplicationFormPage form(
      Frame frame,
      Desk desk,
      String action,
      Filled filled,
      List<Kept> kept,
      @Nullable String reason,
      FormErrors errors) {
    Map<String, String> typed = filled.typed;
    return new ApplicationFormPage(
        frame,
        desk,
        action,
        typed,
        kept,
        conditions.all().stream().map(it -> offer(it, typed)).toList(),
        countries(frame.language().locale(), typed.getOrDefault("country", "")),
        filled.version,
        reason,
        errors);
  }

  private static Offer offer(Conditions of, Map<String, String> typed) {
    String currency = of.bond().currency().code();
    String choice = currency + ":" + of.version();
    return new Offer(
        choice,
        currency,
        ApplicationStatusPage.percent(of.feeBps()),
        ApplicationStatusPage.percent(of.commissionBps()),
        MoneyText.of(of.bond()),
        typed.getOrDefault("terms", "").startsWith(currency));
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
    Desk desk = desks.of(caller, shop, frame.texts(), "/application");
    return ApplicationStatusPage.of(frame, desk, known, documents.of(known), errors);
  }
}
