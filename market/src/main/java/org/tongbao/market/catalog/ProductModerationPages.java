package org.tongbao.market.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.catalog.ModeratedPage.Deed;
import org.tongbao.market.catalog.ProductModeration.Moderated;
import org.tongbao.market.catalog.ProductModeration.Show;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageDeed;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.RefusedForm;

/// Everybody's products for the platform's staff: the same decisions as by REST.
@Controller
final class ProductModerationPages {
  private final ProductModeration moderation;
  private final Merchants merchants;
  private final Users users;
  private final Pages pages;

  ProductModerationPages(
      ProductModeration moderation, Merchants merchants, Users users, Pages pages) {
    this.moderation = moderation;
    this.merchants = merchants;
    this.users = users;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.PRODUCTS)
  @Needs(Permission.PRODUCTS_MODERATE)
  View list(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "ALL") String show,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor) {
    Show wanted = PageFields.one(Show.class, show);
    PageOfList<ModeratedListPage.Line> found =
        moderation
            .list(wanted, ProductModerationApi.words(q), PageOfList.Request.of(null, cursor))
            .map(it -> line(frame, it));
    return pages.of(
        "platform-products",
        new ModeratedListPage(
            frame,
            PlatformDesk.of(caller, frame.texts(), PlatformDesk.PRODUCTS),
            wanted.name(),
            q,
            found.items(),
            found.next()));
  }

  private ModeratedListPage.Line line(Frame frame, Moderated it) {
    Product product = it.product();
    List<String> pictures = product.content().pictures();
    return new ModeratedListPage.Line(
        product.id(),
        product.content().title().in(frame.language()),
        pictures.isEmpty() ? null : pictures.getFirst(),
        shop(product.merchant()),
        product.state(),
        it.suspension() != null,
        product.changedAt());
  }

  @GetMapping(PlatformDesk.PRODUCTS + "/{id}")
  @Needs(Permission.PRODUCTS_MODERATE)
  View one(Caller caller, Frame frame, @PathVariable String id) {
    Product known = moderation.require(PageFields.id(id)).product();
    return pages.of("platform-product", page(caller, frame, known, RefusedForm.NONE));
  }

  @PostMapping(PlatformDesk.PRODUCTS + "/{id}/{deed}")
  @Needs(Permission.PRODUCTS_MODERATE)
  View decide(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @PathVariable String deed,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    Product known = moderation.require(PageFields.id(id)).product();
    Deed wanted = PageDeed.of(Deed.class, deed);
    try {
      String text = Fields.line("reason", reason, ProductModerationApi.REASON_LIMIT);
      Moderated _ =
          switch (wanted) {
            case SUSPENSION -> moderation.suspend(caller.user(), known.id(), text);
            case REINSTATEMENT -> moderation.reinstate(caller.user(), known.id(), text);
          };
    } catch (DomainException refused) {
      RefusedForm form =
          RefusedForm.of(wanted.path(), refused, frame.texts(), Map.of("reason", reason));
      return pages.refused("platform-product", page(caller, frame, known, form));
    }
    return pages.done(
        redirect,
        "platform.products.done." + wanted.path(),
        PlatformDesk.PRODUCTS + "/" + known.id());
  }

  private ModeratedPage page(Caller caller, Frame frame, Product product, RefusedForm refused) {
    return new ModeratedPage(
        frame,
        PlatformDesk.below(caller, frame.texts(), PlatformDesk.PRODUCTS),
        product,
        product.content().title().in(frame.language()),
        product.content().description().in(frame.language()),
        shop(product.merchant()),
        caller.may(Permission.MERCHANTS_REVIEW),
        moderation.history(product.id()).stream().map(this::entry).toList(),
        refused);
  }

  private ModeratedPage.Entry entry(ProductSuspension it) {
    ProductSuspension.End end = it.end();
    return new ModeratedPage.Entry(it, name(it.by()), end == null ? "" : name(end.by()));
  }

  private String name(UserId user) {
    return users.nameOf(user);
  }

  private String shop(MerchantId id) {
    return merchants.find(id).map(Merchant::name).orElse("–");
  }
}
