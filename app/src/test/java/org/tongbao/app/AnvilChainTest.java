package org.tongbao.app;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.ledger.network.AnvilNetwork;

/// The marketplace over a node that is not ours, by one setting.
final class AnvilChainTest extends ChainSuite {
  @RegisterExtension private static final OverAnvil ANVIL = new OverAnvil();

  AnvilChainTest() {
    super(ANVIL.app());
  }

  /// An application on an anvil of its own.
  private static final class OverAnvil implements BeforeAllCallback, AfterAllCallback {
    private @Nullable AnvilNetwork network;
    private @Nullable RunningApplication app;

    @Override
    public void beforeAll(ExtensionContext test) throws Exception {
      AnvilNetwork anvil = new AnvilNetwork();
      network = anvil;
      String url = anvil.webSocket().toString().replaceFirst("^ws", "http");
      app = new RunningApplication("--chain.url", url);
      app.beforeAll(test);
    }

    @Override
    public void afterAll(ExtensionContext test) throws Exception {
      if (app != null) {
        app.afterAll(test);
      }
      if (network != null) {
        network.close();
      }
    }

    RunningApplication app() {
      if (app == null) {
        throw new IllegalStateException("not started");
      }
      return app;
    }
  }
}
