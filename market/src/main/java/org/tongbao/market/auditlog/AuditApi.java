package org.tongbao.market.auditlog;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The audit log, for the platform's administrators.
@RestController
@RequestMapping("/api/v1/platform/audit-entries")
final class AuditApi {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

  private final AuditLog log;

  AuditApi(AuditLog log) {
    this.log = log;
  }

  /// Newest first.
  ///
  /// @param action its beginning, for instance `PUT /api/v1/users`
  /// @param subject a part of it
  @GetMapping
  @Needs(Permission.AUDIT_READ)
  PageOfList<EntryView> list(
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable String merchantId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var filter =
        new AuditLogStore.Filter(
            text("actor", actor),
            text("action", action),
            text("subject", subject),
            merchantId == null ? null : id(merchantId),
            time("from", from),
            time("until", until));
    return log.list(filter, PageOfList.Request.of(limit, cursor)).map(EntryView::of);
  }

  private static @Nullable String text(String field, @Nullable String value) {
    String text = Fields.optionalLine(field, value, 200);
    return text.isEmpty() ? null : text;
  }

  private static UUID id(String merchant) {
    return Uuid7.parse(merchant).orElseThrow(() -> Fields.malformed("merchantId"));
  }

  private static @Nullable Instant time(String field, @Nullable String value) {
    try {
      return value == null ? null : Instant.parse(value);
    } catch (DateTimeParseException malformed) {
      throw Fields.malformed(field);
    }
  }

  /// @param details what was sent, without secrets, and what came of it
  /// @param position null until it is linked, about a second later
  record EntryView(
      UUID id,
      Instant at,
      String actor,
      String action,
      @Nullable UUID merchantId,
      String subject,
      Map<String, Object> details,
      String requestId,
      @Nullable Long position,
      @Nullable String hash) {
    static EntryView of(AuditEntry entry) {
      return new EntryView(
          entry.id(),
          entry.at(),
          entry.actor(),
          entry.action(),
          entry.merchant(),
          entry.subject(),
          JSON.readValue(entry.details(), DETAILS),
          entry.requestId(),
          entry.position(),
          entry.hash());
    }
  }
}
