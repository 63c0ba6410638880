package org.tongbao.market.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A small server of mail, that does what a test tells it.
final class TestSmtpServer implements AutoCloseable {
  /// How it behaves.
  enum Manner {
    TAKES,
    /// 550 to the recipient.
    REFUSES_RECIPIENT,
    /// 451 to the recipient.
    IS_BUSY,
    /// 535 to the password.
    REFUSES_PASSWORD,
    /// Has the whole letter, and is gone before it says so.
    DIES_AFTER_THE_LETTER,
    /// Is gone in the middle of the letter.
    DIES_IN_THE_LETTER
  }

  private final SSLContext tls;
  private final boolean offersTls;
  private final List<String> letters = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Manner manner = Manner.TAKES;
  private volatile ServerSocket listener;
  private final int port;

  TestSmtpServer(SSLContext tls, boolean offersTls) {
    this.tls = tls;
    this.offersTls = offersTls;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
  }

  int port() {
    return port;
  }

  void behave(Manner next) {
    manner = next;
  }

  /// What it has taken, headers and all.
  List<String> letters() {
    return List.copyOf(letters);
  }

  /// What it was told outside of letters.
  List<String> commands() {
    return List.copyOf(commands);
  }

  /// Goes away, with all who are connected.
  void kill() throws IOException {
    listener.close();
    for (Socket each : open) {
      each.close();
    }
  }

  /// Comes back at the same port.
  void revive() {
    listener = listen(port);
  }

  @Override
  public void close() throws IOException {
    kill();
  }

  private ServerSocket listen(int at) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), at));
      Thread.ofVirtual().start(() -> accept(socket));
      return socket;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket client = socket.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // killed
    }
  }

  private void serve(Socket client) {
    try (client) {
      new Conversation(client).hold();
    } catch (SocketException gone) {
      // killed
    } catch (IOException failure) {
      commands.add("! " + failure.getMessage());
    } finally {
      open.remove(client);
    }
  }

  /// One connection.
  private final class Conversation {
    private Socket socket;
    private BufferedReader in;
    private OutputStream out;

    Conversation(Socket socket) throws IOException {
      this.socket = socket;
      this.in = reader(socket);
      this.out = socket.getOutputStream();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
      return new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void hold() throws IOException {
      say("220 test ESMTP");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add((socket instanceof SSLSocket ? "tls " : "") + line);
        String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO" -> greet();
          case "STARTTLS" -> encrypt();
          case "AUTH" ->
              say(manner == Manner.REFUSES_PASSWORD ? "535 5.7.8 wrong" : "235 2.7.0 welcome");
          case "MAIL", "RSET" -> say("250 ok");
          case "RCPT" -> say(toRecipient());
          case "DATA" -> {
            if (!take()) {
              return;
            }
          }
          case "QUIT" -> {
            say("221 bye");
            return;
          }
          default -> say("502 what?");
        }
      }
    }

    private void greet() throws IOException {
      if (socket instanceof SSLSocket || !offersTls) {
        say("250-test\r\n250 AUTH PLAIN");
      } else {
        say("250-test\r\n250 STARTTLS");
      }
    }

    private void encrypt() throws IOException {
      say("220 go on");
      SSLSocket encrypted =
          (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", port, true);
      encrypted.setUseClientMode(false);
      socket = encrypted;
      in = reader(encrypted);
      out = encrypted.getOutputStream();
    }

    private String toRecipient() {
      return switch (manner) {
        case REFUSES_RECIPIENT -> "550 5.1.1 nobody here";
        case IS_BUSY -> "451 4.3.0 come back later";
        default -> "250 ok";
      };
    }

    /// False when the connection is gone.
    private boolean take() throws IOException {
      say("354 go on");
      List<String> lines = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
        lines.add(line.startsWith(".") ? line.substring(1) : line);
        if (manner == Manner.DIES_IN_THE_LETTER && lines.size() == 5) {
          return false;
        }
      }
      letters.add(String.join("\r\n", lines));
      if (manner == Manner.DIES_AFTER_THE_LETTER) {
        return false;
      }
      say("250 taken");
      return true;
    }

    private void say(String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
