package org.tongbao.market.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.tongbao.market.catalog.ProductImport.Report;
import org.tongbao.market.catalog.ShopImportPage.Outcome;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Texts;

/// A shop's products as a file: a trial that says what would happen, then all of it or nothing.
/// Reading a file twice changes nothing the second time, so its form carries no key.
@Controller
final class ShopImportPages {
  private static final String IMPORT = "/merchant/{merchantId}/products/import";

  /// What a page can hold of a file beside everything else.
  private static final int LONGEST_KEPT = 60_000;

  private final ProductImport importing;
  private final ShopDesks desks;
  private final Pages pages;

  ShopImportPages(ProductImport importing, ShopDesks desks, Pages pages) {
    this.importing = importing;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping(IMPORT)
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  View form(Caller caller, Frame frame, @PathVariable String merchantId) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_EDIT);
    return pages.of("shop-import", page(caller, frame, shop, "", null, FormErrors.NONE));
  }

  @PostMapping(IMPORT)
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  View read(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "check") String what,
      @RequestParam(required = false) @Nullable MultipartFile file) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_EDIT);
    byte[] content =
        file == null || file.isEmpty() ? text.getBytes(StandardCharsets.UTF_8) : bytes(file);
    String kept = content.length > LONGEST_KEPT ? "" : new String(content, StandardCharsets.UTF_8);
    boolean trial = !what.equals("apply") && !what.equals("skip");
    try {
      Report report =
          importing.run(
              shop, content, new ProductImport.Options(trial, what.equals("skip")), caller.user());
      boolean applied = !trial && (report.problems().isEmpty() || what.equals("skip"));
      ShopImportPage shown =
          page(
              caller,
              frame,
              shop,
              applied ? "" : kept,
              outcome(report, applied, frame.texts()),
              FormErrors.NONE);
      return !applied && !report.problems().isEmpty()
          ? pages.refused("shop-import", shown)
          : pages.of("shop-import", shown);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused("shop-import", page(caller, frame, shop, kept, null, errors));
    }
  }

  private static byte[] bytes(MultipartFile file) {
    try {
      return file.getBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Outcome outcome(Report report, boolean applied, Texts texts) {
    return new Outcome(
        applied,
        report.rows(),
        report.added(),
        report.changed(),
        report.unchanged(),
        report.problems().stream()
            .map(
                it ->
                    new ShopImportPage.Line(
                        it.line(),
                        it.column(),
                        texts.get(
                            "error." + it.refusal().code().code() + ".title",
                            it.refusal().arguments().toArray())))
            .toList());
  }

  private ShopImportPage page(
      Caller caller,
      Frame frame,
      MerchantId shop,
      String text,
      @Nullable Outcome outcome,
      FormErrors errors) {
    Texts texts = frame.texts();
    String base = ShopDesks.path(shop, "/products");
    return new ShopImportPage(
        frame,
        desks.of(
            caller, shop, texts, "/products", Desk.Link.to(texts.get("merchant.products"), base)),
        base,
        "/api/v1/merchants/" + shop + "/products/export",
        text,
        outcome,
        errors);
  }
}
