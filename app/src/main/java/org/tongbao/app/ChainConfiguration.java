package org.tongbao.app;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.tongbao.market.onchain.ChainNode;
import org.tongbao.market.onchain.ChainProgress;

/// How the chain shows on the web server: its JSON-RPC, whether it is well, and how far it is.
@Configuration(proxyBeanMethods = false)
class ChainConfiguration {
  @Bean
  FilterRegistrationBean<RpcMount> rpcMount(
      ChainNode node, @Value("${tongbao.chain.rpc}") String who) {
    boolean everybody = who.equals("all");
    RpcMount mount =
        new RpcMount(
            (request, session) -> ((EmbeddedChain) node).rpc().handle(request, session), everybody);
    FilterRegistrationBean<RpcMount> registration = new FilterRegistrationBean<>(mount);
    registration.setEnabled(node instanceof EmbeddedChain && !who.equals("off"));
    registration.addUrlPatterns(RpcMount.PATH);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  HealthIndicator chainHealthIndicator(ChainProgress progress) {
    return new ChainHealth(progress);
  }

  @Bean
  MeterBinder chainMeters(ChainProgress progress) {
    return registry -> {
      Gauge.builder("tongbao.outbox.waiting", progress, ChainProgress::waiting)
          .description("what is to happen on the chain and has no result yet")
          .register(registry);
      Gauge.builder("tongbao.outbox.oldest", progress, it -> it.oldestWait().toMillis() / 1000.0)
          .baseUnit("seconds")
          .description("how long the oldest of that has waited")
          .register(registry);
      Gauge.builder("tongbao.outbox.conflicts", progress, ChainProgress::conflicts)
          .description("references that stood for something else: look into relay_items")
          .register(registry);
      Gauge.builder("tongbao.chain.lost.events", progress, ChainProgress::lostEvents)
          .description("events that a reorganisation took away and did not bring again")
          .register(registry);
      Gauge.builder("tongbao.chain.lag", progress, ChainProgress::lag)
          .baseUnit("blocks")
          .description("blocks of the chain that count and are not mirrored yet")
          .register(registry);
      FunctionTimer.builder(
              "tongbao.outbox.relayed",
              progress,
              ChainProgress::relayed,
              ChainProgress::relayNanos,
              TimeUnit.NANOSECONDS)
          .description("from an item's entry into the outbox to its result, in this process")
          .register(registry);
    };
  }
}
