package org.tongbao.payments.sandbox.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tongbao.payments.InstitutionSettings;
import org.tongbao.payments.alipay.AlipaySettings;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxKeys;
import org.tongbao.payments.sandbox.SandboxPlace;
import org.tongbao.payments.sandbox.alipay.AlipaySandbox;
import org.tongbao.payments.sandbox.card.CardSandbox;
import org.tongbao.payments.sandbox.wechat.WechatSandbox;

/// A sandbox for every institution, side by side in one folder: keys and ports are chosen at the
/// first start and the same ever after, and payments survive restarts and crashes.
public final class SandboxHouse implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final SortedMap<String, Sandbox> sandboxes = new TreeMap<>();
  private final List<InstitutionSettings> settings = new ArrayList<>();
  private final String controlToken;

  private SandboxHouse(String controlToken) {
    this.controlToken = controlToken;
  }

  /// Starts all of them. Each listens on its port of last time unless somebody else has it now.
  ///
  /// @param clock the present, as the institutions see it; give the same to the adapters
  /// @param haste how many times faster than real ones they repeat notifications
  public static SandboxHouse open(Path folder, Clock clock, int haste) throws IOException {
    Files.createDirectories(folder);
    SandboxHouse house = new SandboxHouse(SandboxKeys.secret(folder, "control-token", 32));
    try {
      house.start(folder, clock, haste);
      return house;
    } catch (IOException | RuntimeException failed) {
      house.close();
      throw failed;
    }
  }

  private void start(Path folder, Clock clock, int haste) throws IOException {
    AlipaySandbox alipay = AlipaySandbox.start(place(folder.resolve("alipay"), clock, haste));
    add(folder, alipay, alipay.settings(AlipaySettings.Product.PAGE, TIMEOUT));
    WechatSandbox wechat = WechatSandbox.start(place(folder.resolve("wechat"), clock, haste));
    add(folder, wechat, wechat.settings(TIMEOUT));
    CardSandbox card = CardSandbox.start(place(folder.resolve("card"), clock, haste));
    add(folder, card, card.settings(TIMEOUT));
  }

  /// What the sandboxes' merchant is given by each.
  public List<InstitutionSettings> settings() {
    return List.copyOf(settings);
  }

  /// By the institution's name.
  public Optional<Sandbox> find(String institution) {
    return Optional.ofNullable(sandboxes.get(institution));
  }

  /// What calls of the control addresses must show.
  public String controlToken() {
    return controlToken;
  }

  @Override
  public void close() {
    sandboxes.values().forEach(Sandbox::close);
  }

  private SandboxPlace place(Path folder, Clock clock, int haste) throws IOException {
    Files.createDirectories(folder);
    Path port = folder.resolve("port");
    int before = Files.exists(port) ? Integer.parseInt(Files.readString(port)) : 0;
    return new SandboxPlace(folder, clock, before, haste, controlToken);
  }

  private void add(Path folder, Sandbox sandbox, InstitutionSettings given) throws IOException {
    sandboxes.put(given.institution(), sandbox);
    settings.add(given);
    Path port = folder.resolve(given.institution()).resolve("port");
    Path part = port.resolveSibling("port.part");
    Files.writeString(part, Integer.toString(sandbox.port()));
    Files.move(part, port, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
