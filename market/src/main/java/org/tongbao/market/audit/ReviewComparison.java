package org.tongbao.market.audit;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ReviewsEvent;
import org.tongbao.market.audit.ReviewRowStore.ReviewRow;
import org.tongbao.market.audit.ReviewRowStore.SaidRow;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reviews in the database against those that the chain attests: what they say is what was hashed,
/// and what is shown and counted is what the chain has and nobody hid.
final class ReviewComparison {
  private static final String REVIEWS = "reviews in the database";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ReviewRowStore store;
  private final Findings findings;
  private final Map<Hash, ReviewsEvent.Attested> attested = new HashMap<>();
  private final Map<Hash, Hash> followUps = new HashMap<>();
  private final Map<Hash, Hash> answers = new HashMap<>();
  private final Map<Hash, ReviewsEvent.HiddenSet> hidden = new HashMap<>();

  ReviewComparison(ReviewRowStore store, Findings findings) {
    this.store = store;
    this.findings = findings;
  }

  void event(AuditEvent at) {
    if (at.event() instanceof ReviewsEvent event) {
      switch (event) {
        case ReviewsEvent.Attested e -> attested.put(e.key(), e);
        case ReviewsEvent.FollowedUp e -> followUps.put(e.key(), e.content());
        case ReviewsEvent.Answered e -> answers.put(e.key(), e.content());
        case ReviewsEvent.HiddenSet e -> hidden.put(e.key(), e);
        case ReviewsEvent.EIP712DomainChanged _ -> {}
      }
    }
  }

  void finish() {
    Set<Hash> unknown = new HashSet<>(attested.keySet());
    Set<Hash> known = new HashSet<>();
    for (ReviewRow row : store.reviews()) {
      unknown.remove(row.key());
      known.add(row.key());
      compare(row);
    }
    unknown.forEach(
        key -> findings.differ(REVIEWS, "review " + key, "the database does not know it"));
    Map<Hash, Hash> leftFollowUps = of(followUps, known);
    Map<Hash, Hash> leftAnswers = of(answers, known);
    for (SaidRow row : store.replies()) {
      Map<Hash, Hash> left = row.kind().equals("ANSWER") ? leftAnswers : leftFollowUps;
      compareSaid(row, left.remove(row.key()), "text");
    }
    leftFollowUps.forEach((key, content) -> lost(key, "follow-up"));
    leftAnswers.forEach((key, content) -> lost(key, "answer"));
    Map<Hash, ReviewsEvent.HiddenSet> decided = new HashMap<>(hidden);
    decided.keySet().retainAll(known);
    for (SaidRow row : store.lastDecisions()) {
      ReviewsEvent.HiddenSet event = decided.remove(row.key());
      compareSaid(row, event == null ? null : event.reason(), "reason");
    }
    decided.forEach((key, event) -> lost(key, "moderation"));
    findings.checked(REVIEWS, 1);
    for (String product : store.wrongRatings()) {
      findings.differ(
          REVIEWS, "product " + product, "its rating is not the sum of what its reviews say");
    }
  }

  private static Map<Hash, Hash> of(Map<Hash, Hash> all, Set<Hash> known) {
    Map<Hash, Hash> ours = new HashMap<>(all);
    ours.keySet().retainAll(known);
    return ours;
  }

  private void lost(Hash key, String what) {
    findings.differ(REVIEWS, "review " + key, "the database does not know its " + what);
  }

  private void compare(ReviewRow row) {
    String subject = "review " + row.key();
    ReviewsEvent.Attested event = attested.get(row.key());
    findings.checked(REVIEWS, 1);
    if ((event != null) != row.state().equals("ATTESTED")) {
      findings.differ(
          REVIEWS,
          subject,
          "is %s, and the chain has %s".formatted(row.state(), event == null ? "none" : "it"));
      return;
    }
    if (event == null) {
      return;
    }
    same(subject, "its stars", event.stars(), row.stars());
    same(subject, "its content", event.content(), row.contentHash());
    same(subject, "the hash of its document", row.contentHash(), hash(row.document()));
    ReviewsEvent.HiddenSet last = hidden.get(row.key());
    same(subject, "hidden", last != null && last.hidden(), row.hidden());
    JsonNode document = read(row.document());
    same(subject, "its text", document.path("text").asString(""), row.text());
    same(subject, "the stars of its document", document.path("stars").asInt(0), row.stars());
    same(subject, "its line", document.path("line").asInt(-1), row.line());
    List<String> media = document.path("media").valueStream().map(JsonNode::asString).toList();
    same(subject, "its media", media, row.media());
  }

  /// @param content null when the chain has none
  private void compareSaid(SaidRow row, @Nullable Hash content, String member) {
    String subject = "%s of review %s".formatted(row.kind(), row.key());
    findings.checked(REVIEWS, 1);
    if ((content != null) != row.state().equals("ATTESTED")) {
      findings.differ(
          REVIEWS,
          subject,
          "is %s, and the chain has %s".formatted(row.state(), content == null ? "none" : "it"));
      return;
    }
    if (content == null) {
      return;
    }
    same(subject, "its content", content, row.contentHash());
    same(subject, "the hash of its document", row.contentHash(), hash(row.document()));
    same(subject, "its text", read(row.document()).path(member).asString(""), row.text());
  }

  private static Hash hash(String document) {
    return Keccak256.hash(document.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode read(String document) {
    try {
      return JSON.readTree(document);
    } catch (JacksonException doctored) {
      return JSON.createObjectNode();
    }
  }

  private void same(String subject, String what, Object expected, Object actual) {
    findings.same(REVIEWS, subject, what, expected, actual);
  }
}
