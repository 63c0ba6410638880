package org.tongbao.market.passkey;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// One's own passkeys: shown, renamed, removed. Adding one takes the browser's own interface, which
/// only a script can reach; it uses [PasskeyApi].
@Controller
final class PasskeyPages {
  private static final String LIST = "/account/security/passkeys";

  private final Passkeys passkeys;
  private final Pages pages;

  PasskeyPages(Passkeys passkeys, Pages pages) {
    this.passkeys = passkeys;
    this.pages = pages;
  }

  @GetMapping(LIST)
  @Needs(Permission.OWN_ACCOUNT)
  View list(Caller caller, Frame frame) {
    return pages.of("passkeys", page(caller, frame, FormErrors.NONE));
  }

  @PostMapping(LIST + "/{id}/name")
  @Needs(Permission.OWN_ACCOUNT)
  View rename(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String name,
      RedirectAttributes redirect) {
    try {
      Passkey _ =
          passkeys.rename(caller.user(), id, Fields.line("name", name, PasskeyApi.NAME_LIMIT));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused("passkeys", page(caller, frame, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "passkeys.renamed");
    return pages.seeOther(LIST);
  }

  @PostMapping(LIST + "/{id}/removal")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  View remove(Caller caller, Frame frame, @PathVariable String id, RedirectAttributes redirect) {
    try {
      passkeys.remove(caller.user(), id);
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      return pages.refused("passkeys", page(caller, frame, errors));
    }
    redirect.addFlashAttribute(Frame.NOTICE, "passkeys.removed");
    return pages.seeOther(LIST);
  }

  private PasskeyPage page(Caller caller, Frame frame, FormErrors errors) {
    return new PasskeyPage(
        frame,
        passkeys.of(caller.user()).stream()
            .map(
                it ->
                    new PasskeyPage.Row(
                        it.id(),
                        it.name(),
                        it.backup().done(),
                        it.createdAt(),
                        it.usedAt().orElse(null)))
            .toList(),
        errors);
  }
}
