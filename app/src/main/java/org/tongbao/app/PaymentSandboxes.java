package org.tongbao.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.tongbao.payments.Institutions;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.sandbox.StandIn;
import org.tongbao.payments.sandbox.house.SandboxHouse;

/// The stand-ins for Alipay, WeChat Pay and the card institution in this process, and the
/// connections with them. Making their keys takes a second or more, so that nobody waits for it at
/// a start: they are opened when somebody first pays there, and after a later start as soon as the
/// application is there to be notified of what it has not acknowledged.
final class PaymentSandboxes implements ApplicationListener<ApplicationReadyEvent>, AutoCloseable {
  /// What [SandboxHouse] has.
  static final List<String> NAMES = List.of("alipay", "card", "wechat");

  private static final Logger LOG = LoggerFactory.getLogger(PaymentSandboxes.class);

  /// A minute of the real institutions' schedule for repeating notifications is a second here.
  private static final int HASTE = 60;

  private final Path folder;
  private final PaymentNames names;
  private final Clock clock;
  private @Nullable Opened opened;
  private boolean closed;

  private record Opened(SandboxHouse house, Institutions institutions) {}

  /// @param folder of their keys and books
  /// @param clock the present, for the stand-ins as for the application
  PaymentSandboxes(Path folder, PaymentNames names, Clock clock) {
    this.folder = folder;
    this.names = names;
    this.clock = clock;
  }

  Optional<PaymentInstitution> find(String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    Opened all = opened();
    return all.institutions()
        .find(name)
        .flatMap(adapter -> all.house().find(name).map(books -> new StandIn(adapter, books)));
  }

  SandboxHouse house() {
    return opened().house();
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    if (Files.isDirectory(folder)) {
      Thread.ofPlatform().daemon().name("payment-sandboxes").start(this::resume);
    }
  }

  private synchronized void resume() {
    if (closed) {
      return;
    }
    try {
      opened();
    } catch (UncheckedIOException failure) {
      LOG.error("the stand-ins for payment institutions cannot be opened", failure);
    }
  }

  private synchronized Opened opened() {
    if (closed) {
      throw new IllegalStateException("The stand-ins for payment institutions are closed");
    }
    Opened known = opened;
    if (known != null) {
      return known;
    }
    try {
      SandboxHouse house = SandboxHouse.open(folder, clock, HASTE);
      Opened fresh = new Opened(house, Institutions.connect(house.settings(), names, clock));
      opened = fresh;
      return fresh;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Ends the connections, then what they lead to. A second call does nothing.
  @Override
  public synchronized void close() {
    closed = true;
    if (opened != null) {
      opened.institutions().close();
      opened.house().close();
      opened = null;
    }
  }
}
