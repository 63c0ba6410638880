package org.tongbao.market.media;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;

/// Pictures, voice and video that users put in, to be used by other features. What nothing has used
/// after a day goes again. Thread-safe.
@Component
public class Uploads {
  static final int MOST_UNUSED = 40;
  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final int AT_ONCE = 100;

  private final UploadStore store;
  private final MediaStore media;
  private final MediaLibrary library;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Uploads(
      UploadStore store,
      MediaStore media,
      MediaLibrary library,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.media = media;
    this.library = library;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Checks what is sent by its content and keeps what is shown of it. Refuses with a [MediaError]
  /// and keeps nothing when it is not what is taken.
  public Added add(UserId owner, byte[] content) {
    Cleaned cleaned = UploadCheck.check(content);
    String hash = MediaLibrary.sha256(cleaned.content());
    Cleaned small = cleaned.thumbnail();
    String thumbnail = small == null ? null : MediaLibrary.sha256(small.content());
    return inTransaction(
        () -> {
          store.lock(owner);
          Stream.of(Optional.of(hash), Optional.ofNullable(thumbnail))
              .flatMap(Optional::stream)
              .distinct()
              .sorted(Comparator.naturalOrder())
              .forEach(media::lock);
          Optional<Upload> known = store.find(owner, hash);
          return known
              .map(it -> new Added(it, false))
              .orElseGet(() -> keep(owner, cleaned, hash, thumbnail));
        });
  }

  private Added keep(UserId owner, Cleaned cleaned, String hash, @Nullable String thumbnail) {
    if (store.countUnused(owner) >= MOST_UNUSED) {
      throw new DomainException(MediaError.TOO_MANY, String.valueOf(MOST_UNUSED));
    }
    Instant now = clock.instant();
    Cleaned small = cleaned.thumbnail();
    if (small != null && thumbnail != null && !thumbnail.equals(hash)) {
      library.put(thumbnail, small.content());
      store.addContent(thumbnail, small, null, now);
    }
    library.put(hash, cleaned.content());
    store.addContent(hash, cleaned, thumbnail, now);
    store.add(owner, Uuid7.next(clock), hash, cleaned.kind(), now);
    return new Added(store.find(owner, hash).orElseThrow(), true);
  }

  /// Those that wait to be used, the newest first.
  public List<Upload> unused(UserId owner) {
    return store.unused(owner);
  }

  /// Marks the owner's uploads as used, so that they stay. Refuses with [MediaError#UNKNOWN_UPLOAD]
  /// when one of them is not there.
  ///
  /// @return in the order they were named in
  public List<Upload> use(UserId owner, List<String> hashes) {
    if (hashes.isEmpty()) {
      return List.of();
    }
    if (store.use(owner, hashes, clock.instant()) != new HashSet<>(hashes).size()) {
      throw new DomainException(MediaError.UNKNOWN_UPLOAD);
    }
    return store.find(hashes, owner).stream()
        .sorted(Comparator.comparingInt(it -> hashes.indexOf(it.hash())))
        .toList();
  }

  /// Stops or goes on handing out what this owner put in, as far as nobody else uses the same.
  public void withhold(UserId owner, List<String> hashes, boolean withheld) {
    if (!hashes.isEmpty()) {
      store.withhold(owner, hashes, withheld);
    }
  }

  void remove(UserId owner, String hash) {
    transaction.executeWithoutResult(
        status -> {
          media.lock(hash);
          if (store.find(owner, hash).isEmpty()) {
            throw new DomainException(RequestError.NOT_FOUND);
          }
          if (!store.removeUnused(owner, hash)) {
            throw new DomainException(MediaError.IN_USE);
          }
          media.removeUnreferenced(List.of(hash));
        });
  }

  /// Takes away what nothing has used; safe in any number of processes.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
  void removeForgotten() {
    Instant before = clock.instant().minus(FORGOTTEN);
    int removed;
    do {
      removed =
          inTransaction(
              () -> {
                List<String> hashes = store.removeForgotten(before, AT_ONCE);
                hashes.stream().distinct().sorted().forEach(media::lock);
                media.removeUnreferenced(hashes);
                return hashes.size();
              });
    } while (removed == AT_ONCE);
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }

  /// An upload, and whether it is new.
  public record Added(Upload upload, boolean isNew) {}
}
