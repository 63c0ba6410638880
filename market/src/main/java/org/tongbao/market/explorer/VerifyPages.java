package org.tongbao.market.explorer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.order.OrderAccess;
import org.tongbao.market.order.OrderViews;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;
import org.tongbao.primitives.Hash;

/// Pages on which the visitor's own browser checks what the chain says, and the trails that it
/// checks, as files.
@Controller
final class VerifyPages {
  private final Trails trails;
  private final Explorer explorer;
  private final OrderAccess orders;
  private final Merchants merchants;
  private final Pages pages;

  VerifyPages(
      Trails trails, Explorer explorer, OrderAccess orders, Merchants merchants, Pages pages) {
    this.trails = trails;
    this.explorer = explorer;
    this.orders = orders;
    this.merchants = merchants;
    this.pages = pages;
  }

  @GetMapping("/verify")
  View any(Frame frame) {
    return page(frame, VerifyPage.Subject.FILE, "", null, List.of());
  }

  @GetMapping("/verify/orders/{number}")
  @Needs(Permission.OWN_ACCOUNT)
  View order(Caller caller, Frame frame, @PathVariable String number) {
    List<VerifyPage.Part> parts = orders.visible(caller, number).stream().map(this::part).toList();
    return page(frame, VerifyPage.Subject.ORDER, number, frame.path() + "/trail.json", parts);
  }

  private VerifyPage.Part part(OrderViews.Part part) {
    MerchantId shop = new MerchantId(part.order().merchantId());
    return new VerifyPage.Part(
        merchants.find(shop).map(Merchant::name).orElse(""),
        part.order().state().name(),
        part.order().total());
  }

  @GetMapping("/verify/orders/{number}/trail.json")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<Map<String, Object>> orderTrail(Caller caller, @PathVariable String number) {
    return file("order-" + number, trails.ofOrder(number, orders.visible(caller, number)));
  }

  @GetMapping("/verify/transactions/{hash}")
  View transaction(Frame frame, @PathVariable String hash) {
    String known = explorer.transaction(hash(hash)).hash().toHex();
    String trail = "/verify/transactions/" + known + "/trail.json";
    return page(frame, VerifyPage.Subject.TRANSACTION, known, trail, List.of());
  }

  @GetMapping("/verify/transactions/{hash}/trail.json")
  ResponseEntity<Map<String, Object>> transactionTrail(@PathVariable String hash) {
    Hash known = hash(hash);
    return file("transaction-" + known.toHex(), trails.ofTransaction(known));
  }

  private View page(
      Frame frame,
      VerifyPage.Subject subject,
      String name,
      @Nullable String trail,
      List<VerifyPage.Part> parts) {
    return pages.of("verify", new VerifyPage(frame, subject, name, trail, parts));
  }

  private static ResponseEntity<Map<String, Object>> file(String name, Map<String, Object> trail) {
    ContentDisposition disposition =
        ContentDisposition.attachment().filename(name + "-trail.json").build();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache().cachePrivate())
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .contentType(MediaType.APPLICATION_JSON)
        .body(trail);
  }

  private static Hash hash(String text) {
    return Asked.hash(text).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }
}
