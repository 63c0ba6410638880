package org.tongbao.ledger.deploy;

/// The network cannot take the deployment; the message says what is in the way. Nothing is undone:
/// deploying again goes on where it stopped.
public final class DeploymentException extends RuntimeException {
  public DeploymentException(String message) {
    super(message);
  }
}
