package org.tongbao.app;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The parts of the application and what they share. Who may sign in is a feature's business, so
/// the framework's own user with a generated password is left out.
@SpringBootApplication(
    scanBasePackages = {"org.tongbao.app", "org.tongbao.market"},
    proxyBeanMethods = false,
    exclude = UserDetailsServiceAutoConfiguration.class)
@EnableScheduling
class Application {
  @Bean
  HikariDataSource dataSource(Database database) {
    return new HikariDataSource(database.connections());
  }
}
