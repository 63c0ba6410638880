package org.tongbao.market.promotion;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.crypto.TypedData;

/// What has become of one's vouchers, and recharges by wallets of one's own.
@RestController
@RequestMapping("/api/v1/me")
final class VoucherHistoryApi {
  private final VoucherHistoryStore history;
  private final VoucherRecharges recharges;
  private final Clock clock;

  VoucherHistoryApi(VoucherHistoryStore history, VoucherRecharges recharges, Clock clock) {
    this.history = history;
    this.recharges = recharges;
    this.clock = clock;
  }

  /// Where one's units of each campaign are, the newest campaign first.
  @GetMapping("/voucher-holdings")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<StandingView> standings(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageOfList.Request asked = PageOfList.Request.of(limit, cursor);
    return asked
        .page(history.standings(caller.user(), clock.instant(), asked), it -> it.campaign().id())
        .map(StandingView::of);
  }

  /// Each thing that happened to them on the chain, the newest first.
  @GetMapping("/voucher-movements")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<VoucherHistoryStore.Movement> movements(
      Caller caller,
      @RequestParam(required = false) @Nullable UUID campaign,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageOfList.Request asked = PageOfList.Request.of(limit, cursor);
    return asked.page(
        history.list(caller.user(), campaign, asked), VoucherHistoryStore.Movement::id);
  }

  @GetMapping("/voucher-recharges")
  @Needs(Permission.OWN_ACCOUNT)
  PageOfList<VoucherRechargeView> recharges(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return recharges.list(caller.user(), PageOfList.Request.of(limit, cursor)).map(this::view);
  }

  /// Brings the signature of what stands in `toSign`.
  @PostMapping("/voucher-recharges/{id}/signature")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  VoucherRechargeView sign(
      Caller caller, @PathVariable String id, @RequestBody WalletSignatureFields fields) {
    UUID known = Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    VoucherRecharge asked = recharges.require(caller.user(), known);
    return view(recharges.sign(caller.user(), asked.id(), fields.bytes()));
  }

  VoucherRechargeView view(VoucherRecharge recharge) {
    return VoucherRechargeView.of(recharge, recharges.toSign(recharge));
  }

  /// A wallet's signature of typed data, in hexadecimal.
  record WalletSignatureFields(@Nullable String signature) {
    private static final int LIMIT = 8_000;

    Bytes bytes() {
      try {
        return Bytes.fromHex(Fields.line("signature", signature, LIMIT));
      } catch (IllegalArgumentException malformed) {
        throw Fields.malformed("signature");
      }
    }
  }

  /// Units of a campaign: `held` can be used now; `reserved` waits for the chain's answer or a
  /// wallet's signature; `used` paid for orders, less what they gave back, which `restored` sums;
  /// `recharged` became money; `expired` was never used.
  record StandingView(
      CampaignView campaign,
      long held,
      long reserved,
      long used,
      long restored,
      long recharged,
      long expired) {
    static StandingView of(VoucherHistoryStore.Standing it) {
      return new StandingView(
          CampaignView.of(it.campaign()),
          it.held(),
          it.reserved(),
          it.used(),
          it.restored(),
          it.recharged(),
          it.expired());
    }
  }

  /// @param toSign what the owner's own wallet has to sign before anything happens
  record VoucherRechargeView(
      UUID id,
      UUID campaign,
      long units,
      VoucherRecharge.State state,
      @Nullable String refusal,
      Instant at,
      @Nullable WalletDocument toSign) {
    static VoucherRechargeView of(VoucherRecharge it, Optional<TypedData> document) {
      Instant signBy = it.signBy();
      return new VoucherRechargeView(
          it.id(),
          it.campaign(),
          it.units(),
          it.state(),
          it.refusal(),
          it.at(),
          signBy == null
              ? null
              : document.map(data -> new WalletDocument(signBy, data.toTree())).orElse(null));
    }
  }

  /// @param document for `eth_signTypedData_v4`
  record WalletDocument(Instant signBy, Map<String, Object> document) {}
}
