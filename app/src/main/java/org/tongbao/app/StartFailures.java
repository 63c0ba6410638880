package org.tongbao.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.web.server.PortInUseException;
import org.tongbao.chain.store.StoreException;
import org.tongbao.ledger.deploy.DeploymentException;
import org.tongbao.ledger.key.KeyVaultException;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.postgres.PostgresException;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.Texts;

/// Turns what stops a start into a sentence for the operator; what nobody expected keeps its trace.
final class StartFailures {
  private StartFailures() {}

  static String explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case PortInUseException taken -> {
          return "Port "
              + taken.getPort()
              + " is taken by another program. Stop that one, or choose another port with --port NUMBER.";
        }
        case PostgresException unusable -> {
          return String.valueOf(unusable.getMessage());
        }
        case StartException refused -> {
          return String.valueOf(refused.getMessage());
        }
        case StoreException unusable -> {
          return "The chain cannot be opened: " + unusable.getMessage();
        }
        case DeploymentException unusable -> {
          return "The contracts cannot be deployed: " + unusable.getMessage();
        }
        case KeyVaultException unusable -> {
          return "The keys cannot be used: " + unusable.getMessage();
        }
        case DomainException refused -> {
          return Texts.of(Language.EN)
              .get("error." + refused.code().code() + ".detail", refused.arguments().toArray());
        }
        case FlywayException unusable -> {
          return "The database cannot be opened or brought up to date: " + unusable.getMessage();
        }
        default -> {}
      }
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return "The start failed for a reason nobody foresaw.\n" + trace;
  }
}
