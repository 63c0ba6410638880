package org.tongbao.market.promotion;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
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

/// One's vouchers, and taking one.
@Controller
final class VoucherPages {
  private static final String VOUCHERS = "/account/vouchers";
  private static final int OPEN = 20;

  private final Campaigns campaigns;
  private final OpenCampaigns open;
  private final Claims claims;
  private final Vouchers vouchers;
  private final Pages pages;

  VoucherPages(
      Campaigns campaigns, OpenCampaigns open, Claims claims, Vouchers vouchers, Pages pages) {
    this.campaigns = campaigns;
    this.open = open;
    this.claims = claims;
    this.vouchers = vouchers;
    this.pages = pages;
  }

  @GetMapping(VOUCHERS)
  @Needs(Permission.OWN_ACCOUNT)
  View show(Caller caller, Frame frame) {
    return pages.of(
        "vouchers",
        new VoucherPage(
            frame,
            vouchers.held(caller.user()).stream()
                .map(it -> new VoucherPage.Held(CampaignView.of(it.campaign()), it.units()))
                .toList(),
            open.of(null, OPEN)));
  }

  @PostMapping("/vouchers/{id}/claims")
  @Needs(Permission.OWN_ACCOUNT)
  View claim(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String next,
      RedirectAttributes redirect) {
    UUID campaign = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    try {
      var _ = claims.claim(caller.user(), campaigns.require(campaign), 1);
      redirect.addFlashAttribute(Frame.NOTICE, "voucher.claimed");
    } catch (DomainException refused) {
      FormErrors _ = FormErrors.of(refused, frame.texts(), Map.of());
      redirect.addFlashAttribute(Frame.NOTICE, "error." + refused.code().code() + ".title");
    }
    return pages.seeOther(LocalPath.of(next, VOUCHERS));
  }
}
