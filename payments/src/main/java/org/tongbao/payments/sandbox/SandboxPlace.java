package org.tongbao.payments.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Where and how a sandbox institution lives.
///
/// @param folder what it must know again after a restart is kept in there
/// @param clock the present, as the institution sees it
/// @param port to listen on when it is free; 0 for any
/// @param haste how many times faster than the real institution it repeats notifications
/// @param controlToken what calls of the control address must show
public record SandboxPlace(Path folder, Clock clock, int port, int haste, String controlToken) {
  public SandboxPlace {
    if (haste < 1 || controlToken.length() < 16) {
      throw new IllegalArgumentException("not a place for a sandbox");
    }
  }

  /// The same pauses, that many times shorter.
  List<Duration> hastened(List<Duration> pauses) {
    return pauses.stream().map(pause -> pause.dividedBy(haste)).toList();
  }

  /// Leaves the token out.
  @Override
  public String toString() {
    return folder.toString();
  }
}
