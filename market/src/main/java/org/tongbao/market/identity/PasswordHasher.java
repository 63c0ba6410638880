package org.tongbao.market.identity;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet). Thread-safe; as
/// many run at once as there are processors, so that a crowd waits instead of taking the memory.
@Component
final class PasswordHasher {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;

  private final Argon2PasswordEncoder encoder;
  private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  /// Checked when there is no user: takes the same time and never matches.
  private final Supplier<String> nobodys;

  PasswordHasher() {
    this(MEMORY_KIB, PASSES);
  }

  /// For tests that are about something else and hash often.
  PasswordHasher(int memoryKib, int passes) {
    encoder = new Argon2PasswordEncoder(16, 32, 1, memoryKib, passes);
    // When it is first needed: a start has no time for it.
    nobodys = SingletonSupplier.of(() -> encoder.encode("nobody's password"));
  }

  String hash(String normalised) {
    running.acquireUninterruptibly();
    try {
      return encoder.encode(normalised);
    } finally {
      running.release();
    }
  }

  /// Whether the password is the one of this hash; without a hash it takes the same time.
  boolean matches(String password, Optional<String> hash) {
    boolean possible = PasswordRules.isPossible(password);
    String tried = possible ? PasswordRules.normalised(password) : "";
    running.acquireUninterruptibly();
    try {
      return encoder.matches(tried, hash.orElseGet(nobodys)) && possible && hash.isPresent();
    } finally {
      running.release();
    }
  }

  /// Whether the hash was made with weaker parameters than today's.
  boolean isOutdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }
}
