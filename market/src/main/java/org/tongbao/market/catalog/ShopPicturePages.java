package org.tongbao.market.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.media.MediaLibrary;
import org.tongbao.market.merchant.ShopDesks;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// Pictures of a product, sent as files. The same picture twice is there once, so the form carries
/// no key; what is not taken is told on the next page, since a browser forgets files.
@Controller
final class ShopPicturePages {
  private static final int LARGEST = 8 * 1024 * 1024;

  private final Products products;
  private final MediaLibrary library;
  private final Pages pages;

  ShopPicturePages(Products products, MediaLibrary library, Pages pages) {
    this.products = products;
    this.library = library;
    this.pages = pages;
  }

  @PostMapping("/merchant/{merchantId}/products/{id}/pictures")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  View add(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable List<MultipartFile> file,
      RedirectAttributes redirect) {
    MerchantId shop = caller.shop(merchantId, Permission.SHOP_PRODUCTS_EDIT);
    Product known = products.require(shop, ProductApi.id(id));
    redirect.addFlashAttribute(Frame.NOTICE, taken(caller, known, file));
    return pages.seeOther(ShopDesks.path(shop, "/products/" + known.id()));
  }

  /// Which text tells what became of it.
  private String taken(Caller caller, Product known, @Nullable List<MultipartFile> files) {
    List<String> pictures = new ArrayList<>(known.content().pictures());
    try {
      for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
        if (file.getSize() > LARGEST) {
          return "merchant.pictures.too-large";
        }
        if (!file.isEmpty()) {
          String hash = library.keep(known.merchant(), type(file), file.getBytes());
          if (!pictures.contains(hash)) {
            pictures.add(hash);
          }
        }
      }
      if (pictures.size() > ProductFields.MOST_PICTURES) {
        return "merchant.pictures.too-many";
      }
      Product _ =
          products.replace(
              known, with(known.content(), pictures), Products.unchanged(known), caller.user());
      return "merchant.pictures.added";
    } catch (DomainException refused) {
      if (refused.code() == RequestError.CHANGED_MEANWHILE) {
        return "merchant.pictures.again";
      }
      if (refused.code().status() >= 500) {
        throw refused;
      }
      return "merchant.pictures.refused";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String type(MultipartFile file) {
    String type = file.getContentType();
    return type == null ? "" : type;
  }

  private static ProductContent with(ProductContent content, List<String> pictures) {
    return new ProductContent(
        content.kind(),
        content.category(),
        content.title(),
        content.description(),
        content.brand(),
        content.model(),
        content.tags(),
        content.attributes(),
        content.specification(),
        pictures);
  }
}
