package org.tongbao.market.merchant;

import java.io.IOException;
import java.util.Map;
import org.springframework.http.ResponseEntity;
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
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.Pages;

/// Opens documents from pages, and takes the file of one that is only described so far. A form with
/// a file carries no key: a file that is there stays there.
@Controller
final class DocumentPages {
  private static final String OF_SHOP = "/merchant/{merchantId}/application/documents/{hash}";

  private final Documents documents;
  private final Applications applications;
  private final ShopDesks desks;
  private final Pages pages;

  DocumentPages(Documents documents, Applications applications, ShopDesks desks, Pages pages) {
    this.documents = documents;
    this.applications = applications;
    this.desks = desks;
    this.pages = pages;
  }

  @GetMapping(OF_SHOP)
  @Needs(Permission.SHOP_DECIDE)
  ResponseEntity<byte[]> one(
      Caller caller, @PathVariable String merchantId, @PathVariable String hash) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_DECIDE);
    return DocumentAnswer.page(documents.open(shop, hash));
  }

  @PostMapping(OF_SHOP)
  @Needs(Permission.SHOP_DECIDE)
  View put(
      Caller caller,
      Frame frame,
      @PathVariable String merchantId,
      @PathVariable String hash,
      @RequestParam MultipartFile file,
      RedirectAttributes redirect)
      throws IOException {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_DECIDE);
    try {
      boolean _ = documents.put(caller.user(), shop, hash, file.getBytes());
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      Dossier known = applications.require(shop);
      return pages.refused(
          "shop-application",
          ApplicationStatusPage.of(
              frame,
              desks.of(caller, shop, frame.texts(), "/application"),
              known,
              documents.of(known),
              errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "merchant.document.sent");
    return pages.seeOther(ShopDesks.path(shop, "/application"));
  }

  @GetMapping(PlatformDesk.MERCHANTS + "/{id}/documents/{hash}")
  @Needs(Permission.MERCHANTS_REVIEW)
  ResponseEntity<byte[]> oneForPlatform(
      Caller caller, @PathVariable String id, @PathVariable String hash) {
    MerchantId shop = new MerchantId(PageFields.id(id));
    return DocumentAnswer.page(documents.read(caller.user(), shop, hash));
  }
}
