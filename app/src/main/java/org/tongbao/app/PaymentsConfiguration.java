package org.tongbao.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.tongbao.market.payment.PaymentMethods;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.sandbox.SandboxBank;
import org.tongbao.payments.sandbox.SandboxInstitution;

/// Which institutions there are, by the settings `payments.…`.
@Configuration(proxyBeanMethods = false)
class PaymentsConfiguration {
  private static final String SANDBOX = "tongbao.payments.sandbox";

  /// An institution of our own making, in this process, for tests and demonstrations of the port.
  @Bean
  @ConditionalOnProperty(name = SANDBOX, havingValue = "true")
  SandboxBank sandboxBank(Clock clock) throws IOException {
    return SandboxBank.start(clock);
  }

  @Bean
  @ConditionalOnProperty(name = SANDBOX, havingValue = "true")
  SandboxInstitution sandboxInstitution(SandboxBank bank) {
    return new SandboxInstitution(bank.account());
  }

  @Bean
  @ConditionalOnProperty(name = SANDBOX, havingValue = "true")
  PaymentSandboxes paymentSandboxes(
      @Value("${tongbao.data}") String data, PaymentNames names, Clock clock) {
    return new PaymentSandboxes(Path.of(data, "payments-sandbox"), names, clock);
  }

  @Bean
  PaymentMethods paymentMethods(
      Optional<SandboxInstitution> bank,
      Optional<PaymentSandboxes> sandboxes,
      @Value("${tongbao.payments.address}") String address,
      Environment environment) {
    return new Connected(bank, sandboxes, address, environment);
  }

  /// @param address where institutions reach us; without one, this machine's own, which is known
  ///   once the server listens
  private record Connected(
      Optional<SandboxInstitution> bank,
      Optional<PaymentSandboxes> sandboxes,
      String address,
      Environment environment)
      implements PaymentMethods {
    @Override
    public SortedSet<String> names() {
      SortedSet<String> names = new TreeSet<>();
      bank.ifPresent(it -> names.add(it.name()));
      sandboxes.ifPresent(_ -> names.addAll(PaymentSandboxes.NAMES));
      return Collections.unmodifiableSortedSet(names);
    }

    @Override
    public Optional<PaymentInstitution> find(String name) {
      Optional<PaymentInstitution> ours = bank.map(PaymentInstitution.class::cast);
      return ours.filter(it -> it.name().equals(name))
          .or(() -> sandboxes.flatMap(it -> it.find(name)));
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
