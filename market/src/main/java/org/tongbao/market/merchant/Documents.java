package org.tongbao.market.merchant;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.key.FileSeal;
import org.tongbao.ledger.key.KeyVaultException;
import org.tongbao.ledger.key.SecretSeal;
import org.tongbao.market.auditlog.AuditLog;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.media.DocumentCheck;
import org.tongbao.market.merchant.Company.Document;
import org.tongbao.market.merchant.Company.TypedDocument;
import org.tongbao.market.merchant.DocumentStore.Held;

/// What stands in the documents of applications, for those who applied and those who decide.
/// Whatever is here is named by an application with the hash of its bytes, or waits a day for one.
/// Thread-safe.
@Component
class Documents {
  static final String PURPOSE = "merchant-document";
  static final String READ = "merchant document read";
  static final long MOST_BYTES = 48L << 20;
  private static final int MOST_WAITING = 20;
  private static final int AT_ONCE = 100;
  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Logger log = LoggerFactory.getLogger(Documents.class);

  private final DocumentStore store;
  private final DossierStore dossiers;
  private final FileSeal seal;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Documents(
      DocumentStore store,
      DossierStore dossiers,
      SecretSeal seal,
      AuditLog audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.dossiers = dossiers;
    this.seal = new FileSeal(seal, new SecureRandom());
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// A document of an application, and what is here of it; nothing when it is only described.
  record Shown(Document document, @Nullable Held held) {}

  /// A document that was opened.
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  record Opened(Document document, String type, byte[] content) {}

  /// The documents in their order, and what is here of each.
  List<Shown> of(Dossier dossier) {
    Map<String, Held> held =
        store.of(dossier.merchant().id()).stream()
            .collect(Collectors.toMap(Held::sha256, Function.identity()));
    return dossier.company().documents().stream()
        .map(it -> new Shown(it, held.get(it.sha256())))
        .toList();
  }

  /// Hashes of what an application of this user could name and show.
  ///
  /// @param shop null where there is none yet
  Set<String> known(UserId user, @Nullable MerchantId shop) {
    return Stream.concat(
            store.waiting(user).stream(), shop == null ? Stream.empty() : store.of(shop).stream())
        .map(Held::sha256)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Takes a file that a form sends, of a picture without what it tells of its maker, and answers
  /// how an application names it. Refuses what [DocumentCheck] does, and
  /// [MerchantError#TOO_MANY_DOCUMENTS].
  TypedDocument receive(UserId user, Document.@Nullable Kind kind, String name, byte[] sent) {
    byte[] content = DocumentCheck.cleaned(sent);
    Held held = held(content);
    transaction.executeWithoutResult(
        status -> {
          store.lock(user);
          List<Held> waiting = store.waiting(user);
          if (waiting.stream().noneMatch(it -> it.sha256().equals(held.sha256()))) {
            requireRoom(waiting, held.sizeBytes(), MOST_WAITING);
            keep(user, null, held, content);
          }
        });
    return new TypedDocument(kind, name, held.sha256(), held.sizeBytes());
  }

  /// Gives a shop what its application names of the files that wait for `by`, and takes away what
  /// it no longer names; in the transaction of the application.
  void follow(UserId by, MerchantId shop, List<Document> named) {
    store.removeOthers(shop, named.stream().map(Document::sha256).toList());
    Set<String> there =
        store.of(shop).stream().map(Held::sha256).collect(Collectors.toUnmodifiableSet());
    named.stream()
        .filter(it -> !there.contains(it.sha256()))
        .collect(Collectors.toMap(Document::sha256, Function.identity(), (first, again) -> first))
        .values()
        .forEach(it -> store.take(by, shop, it));
    requireRoom(store.of(shop), 0, Company.MOST_DOCUMENTS + 1);
  }

  /// Keeps what stands in a document that the shop's application describes, exactly as it was
  /// described. Refuses with [MerchantError#DOCUMENT_DIFFERS] and what [DocumentCheck] does.
  ///
  /// @return whether it was not here before
  boolean put(UserId by, MerchantId shop, String sha256, byte[] content) {
    Document named = named(shop, sha256);
    if (content.length != named.sizeBytes() || !DocumentFiles.sha256(content).equals(sha256)) {
      throw new DomainException(MerchantError.DOCUMENT_DIFFERS);
    }
    Held held = held(content);
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              store.lock(shop);
              Document _ = named(shop, sha256); // it may have been taken out meanwhile
              List<Held> there = store.of(shop);
              if (there.stream().anyMatch(it -> it.sha256().equals(sha256))) {
                return false;
              }
              requireRoom(there, held.sizeBytes(), Company.MOST_DOCUMENTS);
              keep(by, shop, held, content);
              return true;
            }));
  }

  /// What stands in a document. Refuses with [RequestError#NOT_FOUND] where it is only described,
  /// and with [MerchantError#DOCUMENT_DAMAGED] when it is no longer what was described.
  Opened open(MerchantId shop, String sha256) {
    Document named = named(shop, sha256);
    DocumentStore.Kept kept =
        store.find(shop, sha256).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    try {
      byte[] content = seal.open(PURPOSE, DocumentStore.owner(kept.id()), kept.sealed());
      if (DocumentFiles.sha256(content).equals(sha256)) {
        return new Opened(named, kept.type(), content);
      }
      log.error("the document {} of the shop {} is not what it was", kept.id(), shop);
    } catch (KeyVaultException damaged) {
      log.error("the document {} of the shop {} does not open", kept.id(), shop, damaged);
    }
    throw new DomainException(MerchantError.DOCUMENT_DAMAGED);
  }

  /// [#open] for somebody of the platform, which the audit log tells.
  Opened read(UserId reader, MerchantId shop, String sha256) {
    Opened opened = open(shop, sha256);
    audit.record(
        reader.toString(),
        READ,
        shop,
        "hash=" + sha256,
        Map.of("kind", opened.document.kind().name(), "bytes", opened.content.length));
    return opened;
  }

  /// Takes away what no application has named for a day; safe in any number of processes.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
  void removeForgotten() {
    Instant before = clock.instant().minus(FORGOTTEN);
    while (store.removeForgotten(before, AT_ONCE) == AT_ONCE) {
      // until less than a full batch was left
    }
  }

  private Document named(MerchantId shop, String sha256) {
    return Optional.of(sha256)
        .filter(it -> HASH.matcher(it).matches())
        .flatMap(it -> dossiers.find(shop))
        .flatMap(
            it ->
                it.company().documents().stream()
                    .filter(document -> document.sha256().equals(sha256))
                    .findFirst())
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  private Held held(byte[] content) {
    String type = DocumentCheck.type(content);
    return new Held(DocumentFiles.sha256(content), type, content.length, clock.instant());
  }

  private void keep(UserId user, @Nullable MerchantId shop, Held held, byte[] content) {
    UUID id = Uuid7.next(clock);
    FileSeal.Sealed sealed = seal.seal(PURPOSE, DocumentStore.owner(id), content);
    store.add(id, user, shop, held, seal.masterKeyId(), sealed);
  }

  private static void requireRoom(List<Held> there, long more, int most) {
    long bytes = there.stream().mapToLong(Held::sizeBytes).sum() + more;
    if (there.size() >= most || bytes > MOST_BYTES) {
      throw new DomainException(
          MerchantError.TOO_MANY_DOCUMENTS,
          String.valueOf(Company.MOST_DOCUMENTS),
          String.valueOf(MOST_BYTES >> 20));
    }
  }
}
