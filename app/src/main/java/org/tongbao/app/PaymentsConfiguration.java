package org.tongbao.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.tongbao.market.payment.PaymentMethods;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.Institutions;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.sandbox.SandboxBank;
import org.tongbao.payments.sandbox.SandboxInstitution;

/// Which institutions there are, by the settings `payments.…`: the real ones whose accounts are
/// set; where none is, stand-ins in this process, unless they are switched off.
@Configuration(proxyBeanMethods = false)
class PaymentsConfiguration {
  /// Stand-ins are wanted, and no real institution is set: nobody can mix the two up.
  static final class StandInsAlone implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      Environment environment = context.getEnvironment();
      boolean wanted = environment.getProperty("tongbao.payments.sandbox", Boolean.class, false);
      return wanted && new InstitutionAccounts(environment).read().isEmpty();
    }
  }

  /// The real ones.
  @Bean(destroyMethod = "close")
  Institutions institutions(
      PaymentNames names,
      Clock clock,
      @Value("${tongbao.payments.address}") String address,
      Environment environment) {
    List<InstitutionSettings> accounts = new InstitutionAccounts(environment).read();
    if (address.isEmpty() && !accounts.stream().allMatch(InstitutionAccounts::isHere)) {
      throw new StartException(
          "Payment institutions have to reach this platform: set payments.address.");
    }
    return Institutions.connect(accounts, names, clock);
  }

  /// An institution of our own making, in this process, for tests and demonstrations of the port.
  @Bean
  @Conditional(StandInsAlone.class)
  SandboxBank sandboxBank(Clock clock) throws IOException {
    return SandboxBank.start(clock);
  }

  @Bean
  @Conditional(StandInsAlone.class)
  SandboxInstitution sandboxInstitution(SandboxBank bank) {
    return new SandboxInstitution(bank.account());
  }

  @Bean
  @Conditional(StandInsAlone.class)
  PaymentSandboxes paymentSandboxes(
      @Value("${tongbao.data}") String data, PaymentNames names, Clock clock) {
    return new PaymentSandboxes(Path.of(data, "payments-sandbox"), names, clock);
  }

  @Bean
  PaymentMethods paymentMethods(
      Institutions institutions,
      Optional<SandboxInstitution> bank,
      Optional<PaymentSandboxes> sandboxes,
      @Value("${tongbao.payments.address}") String address,
      Environment environment) {
    return new Connected(institutions, bank, sandboxes, address, environment);
  }

  /// @param address where institutions reach us; without one, this machine's own, which is known
  ///   once the server listens
  private record Connected(
      Institutions institutions,
      Optional<SandboxInstitution> bank,
      Optional<PaymentSandboxes> sandboxes,
      String address,
      Environment environment)
      implements PaymentMethods {
    @Override
    public SortedSet<String> names() {
      SortedSet<String> names = standIns();
      names.addAll(institutions.names());
      return Collections.unmodifiableSortedSet(names);
    }

    @Override
    public SortedSet<String> standIns() {
      SortedSet<String> names = new TreeSet<>();
      bank.ifPresent(it -> names.add(it.name()));
      sandboxes.ifPresent(_ -> names.addAll(PaymentSandboxes.NAMES));
      return names;
    }

    @Override
    public Optional<PaymentInstitution> find(String name) {
      Optional<PaymentInstitution> ours = bank.map(PaymentInstitution.class::cast);
      return ours.filter(it -> it.name().equals(name))
          .or(() -> sandboxes.flatMap(it -> it.find(name)))
          .or(() -> institutions.find(name));
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
