package org.tongbao.app;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.tongbao.market.payment.PaymentMethods;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.sandbox.SandboxBank;
import org.tongbao.payments.sandbox.SandboxInstitution;

/// Which institutions there are, by the settings `payments.…`.
@Configuration(proxyBeanMethods = false)
class PaymentsConfiguration {
  /// The stand-in that the demonstration pays at, in this process.
  @Bean
  @ConditionalOnProperty(name = "tongbao.payments.sandbox", havingValue = "true")
  SandboxBank sandboxBank(Clock clock) throws IOException {
    return SandboxBank.start(clock);
  }

  @Bean
  PaymentMethods paymentMethods(
      Optional<SandboxBank> sandbox,
      @Value("${tongbao.payments.address}") String address,
      Environment environment) {
    SortedMap<String, PaymentInstitution> institutions = new TreeMap<>();
    sandbox
        .map(bank -> new SandboxInstitution(bank.account()))
        .ifPresent(institution -> institutions.put(institution.name(), institution));
    return new Connected(institutions, address, environment);
  }

  /// @param address where institutions reach us; without one, this machine's own, which is known
  ///   once the server listens
  private record Connected(
      Map<String, PaymentInstitution> institutions, String address, Environment environment)
      implements PaymentMethods {
    @Override
    public SortedSet<String> names() {
      return Collections.unmodifiableSortedSet(new TreeSet<>(institutions.keySet()));
    }

    @Override
    public Optional<PaymentInstitution> find(String name) {
      return Optional.ofNullable(institutions.get(name));
    }

    @Override
    public URI notifyTo(String name) {
      String base =
          address.isEmpty()
              ? "http://localhost:" + environment.getRequiredProperty("local.server.port")
              : address;
      return URI.create(base + "/api/v1/payments/notifications/" + name);
    }
  }
}
