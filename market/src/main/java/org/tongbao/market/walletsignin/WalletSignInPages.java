package org.tongbao.market.walletsignin;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// The wallets that sign one in: shown and removed. Adding one takes the wallet's own interface,
/// which only a script can reach; it uses [WalletSignInApi].
@Controller
final class WalletSignInPages {
  private static final String LIST = "/account/security/wallets";

  private final WalletSignIns wallets;
  private final Pages pages;

  WalletSignInPages(WalletSignIns wallets, Pages pages) {
    this.wallets = wallets;
    this.pages = pages;
  }

  @GetMapping(LIST)
  @Needs(Permission.OWN_ACCOUNT)
  View list(Caller caller, Frame frame) {
    return pages.of("sign-in-wallets", page(caller, frame, FormErrors.NONE));
  }

  @PostMapping(LIST + "/{wallet}/removal")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  View remove(
      Caller caller, Frame frame, @PathVariable String wallet, RedirectAttributes redirect) {
    try {
      wallets.remove(caller.user(), WalletSignInApi.address(wallet));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused("sign-in-wallets", page(caller, frame, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "wallets.removed");
    return pages.seeOther(LIST);
  }

  private WalletSignInPage page(Caller caller, Frame frame, FormErrors errors) {
    return new WalletSignInPage(
        frame,
        wallets.of(caller.user()).stream()
            .map(
                it ->
                    new WalletSignInPage.Row(
                        it.wallet().toChecksumHex(), it.createdAt(), it.usedAt().orElse(null)))
            .toList(),
        errors);
  }
}
