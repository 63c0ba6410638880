package org.tongbao.market.order;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.PageOfList;

/// Everybody's orders, for those who help and those who rule.
@RestController
@RequestMapping("/api/v1/platform/orders")
final class PlatformOrderApi {
  private final OrderReading reading;
  private final OrderWork work;
  private final Clock clock;

  PlatformOrderApi(OrderReading reading, OrderWork work, Clock clock) {
    this.reading = reading;
    this.work = work;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.ORDERS_READ)
  PageOfList<OrderViews.Brief> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String claim,
      @RequestParam(required = false) @Nullable Boolean open,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return reading.list(
        new SellerOrderStore.Filter(
            null, null, OrderFields.state(state), OrderFields.claim(claim), open),
        PageOfList.Request.of(limit, cursor));
  }

  @GetMapping("/{id}")
  @Needs(Permission.ORDERS_READ)
  ResponseEntity<OrderViews.Part> one(@PathVariable String id) {
    return shown(HttpStatus.OK, reading.require(OrderFields.id(id)));
  }

  /// What a carrier tells of a parcel.
  @PostMapping("/{id}/delivery")
  @Needs(Permission.DELIVERIES_REPORT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> report(
      Caller caller, @PathVariable String id, @RequestBody OrderFields.Report report) {
    return shown(
        HttpStatus.ACCEPTED,
        work.report(caller.user(), OrderFields.id(id), report.of(Uuid7.next(clock))));
  }

  @PostMapping("/{id}/ruling")
  @Needs(Permission.DISPUTES_RULE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> rule(
      Caller caller, @PathVariable String id, @RequestBody OrderFields.Ruling ruling) {
    return rule(caller, id, false, ruling);
  }

  @PostMapping("/{id}/appeal-ruling")
  @Needs(Permission.APPEALS_RULE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<OrderViews.Part> ruleAppeal(
      Caller caller, @PathVariable String id, @RequestBody OrderFields.Ruling ruling) {
    return rule(caller, id, true, ruling);
  }

  private ResponseEntity<OrderViews.Part> rule(
      Caller caller, String id, boolean onAppeal, OrderFields.Ruling ruling) {
    return shown(
        HttpStatus.ACCEPTED,
        work.rule(caller.user(), OrderFields.id(id), onAppeal, ruling.amount(), ruling.text()));
  }

  private ResponseEntity<OrderViews.Part> shown(HttpStatus status, SellerOrder order) {
    return ResponseEntity.status(status)
        .eTag(EntityTag.of(order.version()))
        .body(reading.part(order, null));
  }
}
