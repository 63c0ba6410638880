package org.tongbao.market.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tongbao.market.audit.AuditTrailStore.EntryRow;

/// Follows the links of the audit log from its first entry, and holds them against the statements
/// of the reserve, each of which names the newest link of its time and whose hash stands on the
/// chain: a log that was made anew from some entry on has other links than those.
final class AuditTrailComparison {
  static final String CHECK = "the audit log is linked and anchored";
  private static final String ZERO = "0".repeat(64);
  private static final Pattern ANCHOR = Pattern.compile("audit log ([0-9]{1,18}) ([0-9a-f]{64})$");

  private final AuditTrailStore store;
  private final Findings findings;

  AuditTrailComparison(AuditTrailStore store, Findings findings) {
    this.store = store;
    this.findings = findings;
  }

  void compare() {
    // In this order: what is linked and stated meanwhile is no difference.
    Map<Long, String> anchors = anchors();
    AuditTrailStore.HeadRow head = store.head().orElse(new AuditTrailStore.HeadRow(0, ZERO));
    long position = 0;
    String before = ZERO;
    for (List<EntryRow> page = store.after(0);
        !page.isEmpty() && position < head.position();
        page = store.after(position)) {
      for (EntryRow entry : page) {
        if (entry.position() > head.position()) {
          break;
        }
        if (entry.position() != position + 1) {
          findings.differ(CHECK, "entry " + (position + 1), "is missing");
        }
        findings.checked(CHECK, 1);
        position = entry.position();
        if (!entry.hash().equals(hash(entry, before))) {
          findings.differ(
              CHECK, "entry " + position, "does not follow from its content and the one before");
        }
        before = entry.hash();
        anchored(position, before, anchors);
      }
    }
    findings.same(CHECK, "the last link", "its position", head.position(), position);
    findings.same(CHECK, "the last link", "its hash", head.hash(), before);
    anchors.forEach(
        (missing, hash) ->
            findings.differ(
                CHECK, "entry " + missing, "stands on the chain as " + hash + " and is not here"));
    for (String currency : store.gapsOfStatements()) {
      findings.differ(
          CHECK, currency, "statements of the reserve, which vouch for it, are missing");
    }
  }

  private void anchored(long position, String hash, Map<Long, String> anchors) {
    String anchor = anchors.remove(position);
    if (anchor != null && !anchor.equals(hash)) {
      findings.differ(
          CHECK, "entry " + position, "stands on the chain as %s, not %s".formatted(anchor, hash));
    }
  }

  /// By position, what statements name. Two that name different hashes cannot both be right.
  private Map<Long, String> anchors() {
    Map<Long, String> anchors = new TreeMap<>();
    for (String document : store.attestedDocuments()) {
      Matcher named = ANCHOR.matcher(document);
      if (!named.find()) {
        continue;
      }
      long position = Long.parseLong(named.group(1));
      String other = position == 0 ? ZERO : anchors.putIfAbsent(position, named.group(2));
      if (other != null && !other.equals(named.group(2))) {
        findings.differ(CHECK, "entry " + position, "stands on the chain with two hashes");
      }
    }
    return anchors;
  }

  /// As `docs/verify.md` describes it.
  static String hash(EntryRow entry, String before) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(entry.position()).array());
    bytes.writeBytes(HexFormat.of().parseHex(before));
    for (String field :
        List.of(
            entry.id().toString(),
            entry.at().toString(),
            entry.actor(),
            entry.action(),
            entry.merchant() == null ? "" : entry.merchant().toString(),
            entry.subject(),
            entry.details(),
            entry.requestId())) {
      byte[] text = field.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      bytes.writeBytes(text);
    }
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
