package org.tongbao.market.merchant;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// What the platform decides about shops. What goes to the chain is answered with 202: the state
/// changes when the chain has done it.
@RestController
@RequestMapping("/api/v1/platform/merchants")
final class ReviewApi {
  private static final int REASON_LIMIT = 500;

  private final Applications applications;
  private final Reviews reviews;
  private final Clock clock;

  ReviewApi(Applications applications, Reviews reviews, Clock clock) {
    this.applications = applications;
    this.reviews = reviews;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.MERCHANTS_REVIEW)
  PageOfList<DossierView> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return applications
        .list(state(state), PageOfList.Request.of(limit, cursor))
        .map(it -> DossierView.of(it, clock.instant()));
  }

  @GetMapping("/{id}")
  @Needs(Permission.MERCHANTS_REVIEW)
  ResponseEntity<DossierView> one(@PathVariable UUID id) {
    return answer(HttpStatus.OK, applications.require(new MerchantId(id)));
  }

  @PostMapping("/{id}/return")
  @Needs(Permission.MERCHANTS_REVIEW)
  ResponseEntity<DossierView> giveBack(
      Caller caller,
      @PathVariable UUID id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ReasonFields fields) {
    MerchantId merchant = applications.require(new MerchantId(id)).merchant().id();
    int version = EntityTag.required(ifMatch);
    return answer(
        HttpStatus.OK, reviews.giveBack(caller.user(), merchant, version, fields.needed()));
  }

  @PostMapping("/{id}/refusal")
  @Needs(Permission.MERCHANTS_REVIEW)
  ResponseEntity<DossierView> refuse(
      Caller caller,
      @PathVariable UUID id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ReasonFields fields) {
    MerchantId merchant = applications.require(new MerchantId(id)).merchant().id();
    int version = EntityTag.required(ifMatch);
    return answer(HttpStatus.OK, reviews.refuse(caller.user(), merchant, version, fields.needed()));
  }

  @PostMapping("/{id}/approval")
  @Needs(Permission.MERCHANTS_REVIEW)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<DossierView> approve(
      Caller caller,
      @PathVariable UUID id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ReasonFields fields) {
    MerchantId merchant = applications.require(new MerchantId(id)).merchant().id();
    int version = EntityTag.required(ifMatch);
    return answer(
        HttpStatus.ACCEPTED, reviews.approve(caller.user(), merchant, version, fields.perhaps()));
  }

  @PostMapping("/{id}/suspension")
  @Needs(Permission.MERCHANTS_REVIEW)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<DossierView> suspend(
      Caller caller, @PathVariable UUID id, @RequestBody ReasonFields fields) {
    MerchantId merchant = applications.require(new MerchantId(id)).merchant().id();
    return answer(HttpStatus.ACCEPTED, reviews.suspend(caller.user(), merchant, fields.needed()));
  }

  @PostMapping("/{id}/reinstatement")
  @Needs(Permission.MERCHANTS_REVIEW)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<DossierView> reinstate(
      Caller caller, @PathVariable UUID id, @RequestBody ReasonFields fields) {
    MerchantId merchant = applications.require(new MerchantId(id)).merchant().id();
    return answer(HttpStatus.ACCEPTED, reviews.reinstate(caller.user(), merchant, fields.needed()));
  }

  private ResponseEntity<DossierView> answer(HttpStatus status, Dossier dossier) {
    return ResponseEntity.status(status)
        .eTag(EntityTag.of(dossier.version()))
        .body(DossierView.of(dossier, clock.instant()));
  }

  private static Merchant.@Nullable State state(@Nullable String name) {
    if (name == null) {
      return null;
    }
    for (Merchant.State state : Merchant.State.values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    throw Fields.malformed("state");
  }

  /// What the applicant or the owner reads.
  record ReasonFields(@Nullable String reason) {
    String needed() {
      return Fields.line("reason", reason, REASON_LIMIT);
    }

    String perhaps() {
      return Fields.optionalLine("reason", reason, REASON_LIMIT);
    }
  }
}
