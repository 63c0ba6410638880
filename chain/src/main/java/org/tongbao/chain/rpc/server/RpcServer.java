package org.tongbao.chain.rpc.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.tongbao.chain.rpc.RpcEndpoint;

/// JSON-RPC over HTTP and WebSocket on one port.
///
/// A connection is answered one message after the other, in the order it sent them; while one is
/// being answered, nothing more is read from it, so a client cannot queue work without bound.
/// Answers are computed on virtual threads, never on the network's own.
public final class RpcServer implements AutoCloseable {
  private final EventLoopGroup acceptLoop;
  private final EventLoopGroup ioLoops;
  private final ExecutorService workers;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listener;

  private RpcServer(RpcServerConfig config, RpcEndpoint endpoint) throws InterruptedException {
    acceptLoop = eventLoops("rpc-accept", 1);
    ioLoops = eventLoops("rpc-io", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    workers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("rpc-", 0).factory());
    listener =
        new ServerBootstrap()
            .group(acceptLoop, ioLoops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1_024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(64 * 1_024, config.maxPendingBytes()))
            .childHandler(new ConnectionSetup(config, endpoint))
            .bind(config.host(), config.port())
            .sync()
            .channel();
  }

  /// Starts listening.
  ///
  /// @throws UncheckedIOException when the port cannot be had; the message names it
  public static RpcServer start(RpcServerConfig config, RpcEndpoint endpoint) {
    try {
      return new RpcServer(config, endpoint);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while opening the RPC port", e);
    } catch (Exception e) {
      // Netty throws the bind's IOException past the compiler.
      if (e instanceof IOException cause) {
        throw new UncheckedIOException(
            "Cannot listen on "
                + config.host()
                + ":"
                + config.port()
                + " ("
                + cause.getMessage()
                + "); choose another port or stop the program that has it",
            cause);
      }
      throw e;
    }
  }

  /// The port that is listened on.
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /// Stops listening, ends the connections, and waits up to five seconds for answers under way.
  @Override
  public void close() {
    listener.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    workers.shutdown();
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      workers.shutdownNow();
    }
    var _ = ioLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    var _ = acceptLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }

  private static EventLoopGroup eventLoops(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  private final class ConnectionSetup extends ChannelInitializer<SocketChannel> {
    private final RpcServerConfig config;
    private final RpcEndpoint endpoint;
    private final Traffic traffic;

    ConnectionSetup(RpcServerConfig config, RpcEndpoint endpoint) {
      this.traffic = new Traffic(config.limits());
      this.config = config;
      this.endpoint = endpoint;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      InetAddress address = channel.remoteAddress().getAddress();
      if (connections.size() >= config.maxConnections() || !traffic.enter(address)) {
        var _ = channel.close();
        return;
      }
      connections.add(channel);
      var _ = channel.closeFuture().addListener(closed -> traffic.leave(address));
      var guard = new ConnectionGuard(traffic);
      long idleMillis = config.idleTimeout().toMillis();
      channel
          .pipeline()
          .addLast(guard)
          .addLast(new IdleStateHandler(idleMillis / 2, 0, 0, TimeUnit.MILLISECONDS))
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(config.maxMessageBytes(), true))
          .addLast(new HttpRpcHandler(config, endpoint, workers, guard));
    }
  }
}
