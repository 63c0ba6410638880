package org.tongbao.market.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.PageOfList;

/// The pictures of the shops. Thread-safe. The bytes are there before a row names them and go after
/// the last row has gone, so that a row never points to nothing.
@Component
public class MediaLibrary {
  static final int LARGEST = 8 * 1024 * 1024;
  static final int MOST_OF_A_SHOP = 50_000;
  private static final Duration LEFT_ALONE = Duration.ofHours(1);

  private final MediaStore store;
  private final MediaStorage storage;
  private final TransactionTemplate transaction;
  private final Clock clock;

  MediaLibrary(
      MediaStore store, MediaStorage storage, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.storage = storage;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Whether all of these are pictures of this merchant.
  public boolean hold(MerchantId merchant, Set<String> hashes) {
    return hashes.isEmpty() || store.countOf(merchant, hashes) == hashes.size();
  }

  /// What is kept of the picture; the entry that is there when the merchant put it in before.
  Added add(MerchantId merchant, String type, byte[] content) {
    MediaType declared =
        MediaType.named(type)
            .filter(it -> it.begins(content))
            .orElseThrow(() -> new DomainException(MediaError.NOT_WHAT_IT_SAYS));
    Picture picture = declared.clean(content);
    String hash = sha256(picture.content());
    return inTransaction(
        () -> {
          store.lock(hash);
          Optional<Media> known = store.find(merchant, hash);
          if (known.isPresent()) {
            return new Added(known.get(), false);
          }
          if (store.count(merchant) >= MOST_OF_A_SHOP) {
            throw new DomainException(MediaError.TOO_MANY, String.valueOf(MOST_OF_A_SHOP));
          }
          Media added =
              new Media(
                  Uuid7.next(clock),
                  hash,
                  declared.type(),
                  picture.content().length,
                  picture.width(),
                  picture.height(),
                  clock.instant());
          put(hash, picture.content());
          store.add(merchant, added);
          return new Added(added, true);
        });
  }

  /// Gives a shop a picture and answers its hash, by which products name it. Refuses what
  /// [MediaError] lists.
  public String keep(MerchantId merchant, String type, byte[] content) {
    return add(merchant, type, content).media().hash();
  }

  PageOfList<Media> list(MerchantId merchant, PageOfList.Request asked) {
    return asked.page(store.list(merchant, asked), Media::id);
  }

  Media require(MerchantId merchant, String hash) {
    return store
        .find(merchant, hash)
        .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// Refuses with [MediaError#IN_USE] while a product of the merchant shows it.
  void remove(MerchantId merchant, String hash) {
    try {
      inTransaction(
          () -> {
            store.lock(hash);
            Media known = require(merchant, hash);
            store.remove(merchant, hash);
            return known;
          });
    } catch (DataIntegrityViolationException used) {
      throw new DomainException(MediaError.IN_USE);
    }
  }

  /// What everybody may get under this hash.
  Optional<Content> content(String hash) {
    return store.shown(hash);
  }

  /// A part of the bytes of [#content], to be closed by the caller.
  InputStream open(String hash, long from, long length) {
    try {
      return storage
          .open(hash, from, length)
          .orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Takes away bytes that no row names: of uploads that were not carried through, and of what
  /// nobody has any more.
  @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT10M")
  void removeUnnamed() {
    Instant before = clock.instant().minus(LEFT_ALONE);
    for (int i = 0; i < 256; i++) {
      for (String name : named(before, String.format("%02x", i))) {
        removeIfUnnamed(name);
      }
    }
  }

  private void removeIfUnnamed(String name) {
    inTransaction(
        () -> {
          store.lock(name);
          if (!store.isNamed(name)) {
            try {
              storage.remove(name);
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          }
          return name;
        });
  }

  private List<String> named(Instant before, String prefix) {
    try {
      return storage.olderThan(before, prefix);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void put(String hash, byte[] content) {
    try {
      storage.put(hash, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// An entry, and whether it is new.
  record Added(Media media, boolean isNew) {}

  record Content(String type, long size) {}
}
