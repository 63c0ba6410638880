package org.tongbao.app;

import org.junit.jupiter.api.extension.RegisterExtension;

final class OwnChainTest extends ChainSuite {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  OwnChainTest() {
    super(APP);
  }
}
