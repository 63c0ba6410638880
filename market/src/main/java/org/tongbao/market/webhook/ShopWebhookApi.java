package org.tongbao.market.webhook;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.webhook.WebhookView.EndpointView;
import org.tongbao.market.webhook.WebhookView.MessageView;
import org.tongbao.market.webhook.WebhookView.ReplayFields;
import org.tongbao.market.webhook.WebhookView.Replayed;
import org.tongbao.market.webhook.WebhookView.WishFields;

/// Where a shop's programs hear the news.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/webhooks")
final class ShopWebhookApi {
  private final Webhooks webhooks;

  ShopWebhookApi(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @GetMapping
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  PageOfList<EndpointView> list(
      Caller caller,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return webhooks
        .list(caller.shop(merchantId), PageOfList.Request.of(limit, cursor))
        .map(EndpointView::of);
  }

  /// The answer shows the secret, this once.
  @PostMapping
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<EndpointView> make(
      Caller caller, @PathVariable String merchantId, @RequestBody WishFields fields) {
    return secret(
        HttpStatus.CREATED, webhooks.make(caller, caller.shop(merchantId), fields.wish()));
  }

  @GetMapping("/{id}")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  ResponseEntity<EndpointView> one(
      Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    return answer(endpoint(caller, merchantId, id));
  }

  @PutMapping("/{id}")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  ResponseEntity<EndpointView> replace(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody WishFields fields) {
    Endpoint known = endpoint(caller, merchantId, id);
    return answer(webhooks.replace(known, EntityTag.required(ifMatch), fields.wish()));
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    webhooks.remove(endpoint(caller, merchantId, id));
  }

  /// A new secret, shown this once; the one before signs beside it for a day.
  @PostMapping("/{id}/secret")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  ResponseEntity<EndpointView> rotate(
      Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    return secret(HttpStatus.OK, webhooks.rotate(endpoint(caller, merchantId, id)));
  }

  /// Sends a message that says nothing.
  @PostMapping("/{id}/ping")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  MessageView ping(Caller caller, @PathVariable String merchantId, @PathVariable String id) {
    return MessageView.of(webhooks.ping(endpoint(caller, merchantId, id)));
  }

  @GetMapping("/{id}/messages")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  PageOfList<MessageView> messages(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestParam(required = false) Message.@Nullable State state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return webhooks
        .messages(endpoint(caller, merchantId, id), state, PageOfList.Request.of(limit, cursor))
        .map(MessageView::of);
  }

  @GetMapping("/{id}/messages/{messageId}")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  MessageView message(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @PathVariable String messageId) {
    Message message = webhooks.message(endpoint(caller, merchantId, id), messageId);
    return MessageView.of(message, webhooks.attempts(message));
  }

  /// Sends one message again, or all of a time, under their ids.
  @PostMapping("/{id}/replays")
  @Needs(Permission.SHOP_INTEGRATIONS_MANAGE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Replayed replay(
      Caller caller,
      @PathVariable String merchantId,
      @PathVariable String id,
      @RequestBody ReplayFields fields) {
    return new Replayed(
        webhooks.replay(
            endpoint(caller, merchantId, id), fields.message(), fields.from(), fields.to()));
  }

  private Endpoint endpoint(Caller caller, String merchantId, String id) {
    return webhooks.require(caller.shop(merchantId), id);
  }

  private static ResponseEntity<EndpointView> answer(Endpoint endpoint) {
    return ResponseEntity.ok()
        .eTag(EntityTag.of(endpoint.version()))
        .body(EndpointView.of(endpoint));
  }

  private static ResponseEntity<EndpointView> secret(HttpStatus status, Webhooks.Made made) {
    return ResponseEntity.status(status)
        .cacheControl(CacheControl.noStore())
        .eTag(EntityTag.of(made.endpoint().version()))
        .body(EndpointView.of(made));
  }
}
