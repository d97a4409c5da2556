package dev.reelstate.examples.dashboard.live;

import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.listener.ExceptionListenerAdapter;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * netty-socketio for WebSocket, with safe defaults: only the server chooses session identities,
 * pages of other sites are refused, and the message size is limited.
 */
public final class SocketServer extends SocketIOServer {

  private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
  private static final int LARGEST_MESSAGE = 64 * 1024;

  private volatile @Nullable EventLoopGroup acceptors;
  private volatile @Nullable EventLoopGroup workers;

  private SocketServer(Configuration configuration) {
    super(configuration);
  }

  /**
   * Creates a server without starting it.
   *
   * @param port the port to listen on, or 0 for a free one
   */
  public static SocketServer create(String host, int port) {
    Configuration configuration = new Configuration();
    configuration.setHostname(host);
    configuration.setPort(port);
    configuration.setBossThreads(1);
    configuration.setWorkerThreads(2);
    configuration.setRandomSession(true);
    configuration.setAddVersionHeader(false);
    configuration.setEnableCors(false);
    configuration.setTransports(Transport.WEBSOCKET);
    configuration.setAckMode(com.corundumstudio.socketio.AckMode.MANUAL);
    configuration.setPingInterval(25_000);
    configuration.setPingTimeout(20_000);
    configuration.setMaxFramePayloadLength(LARGEST_MESSAGE);
    configuration.setMaxHttpContentLength(LARGEST_MESSAGE);
    configuration.setWebsocketCompression(false);
    configuration.setHttpCompression(false);
    configuration.setSocketConfig(sockets());
    configuration.setAuthorizationListener(data -> comesFromHere(data)
        ? AuthorizationResult.SUCCESSFUL_AUTHORIZATION
        : AuthorizationResult.FAILED_AUTHORIZATION);
    configuration.setExceptionListener(new Failures());
    configuration.setJsonSupport(new SocketJson());
    return new SocketServer(configuration);
  }

  /** Whether the origin sent by the browser has the host name of this server, on any port. */
  private static boolean comesFromHere(HandshakeData data) {
    String origin = data.getHttpHeaders().get("Origin");
    String host = data.getHttpHeaders().get("Host");
    if (origin == null) {
      return true;
    }
    try {
      String site = URI.create(origin).getHost();
      return site != null
          && host != null
          && site.equals(URI.create("ws://" + host).getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static SocketConfig sockets() {
    SocketConfig sockets = new SocketConfig();
    sockets.setReuseAddress(true);
    sockets.setTcpKeepAlive(true);
    sockets.setWriteBufferWaterMarkLow(256 * 1024);
    sockets.setWriteBufferWaterMarkHigh(1024 * 1024);
    return sockets;
  }

  /** Starts the server, and returns its port. */
  public int listen() {
    ChannelFuture bound = (ChannelFuture) startAsync();
    bound.syncUninterruptibly();
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  @Override
  protected void applyConnectionOptions(ServerBootstrap bootstrap) {
    super.applyConnectionOptions(bootstrap);
    acceptors = bootstrap.config().group();
    workers = bootstrap.config().childGroup();
  }

  /** Stops without the quiet period of four seconds in the server's own method. */
  @Override
  public void stop() {
    for (EventLoopGroup group : new EventLoopGroup[] {acceptors, workers}) {
      if (group != null) {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
      }
    }
    super.stop();
  }

  /** Logs the errors of clients at a low level. */
  private static final class Failures extends ExceptionListenerAdapter {

    @Override
    public void onEventException(Exception e, List<Object> args, SocketIOClient client) {
      LOG.error("A client's event could not be handled", e);
    }

    @Override
    public void onAuthException(Throwable e, SocketIOClient client) {
      LOG.warn("A client could not be authenticated", e);
    }

    @Override
    public boolean exceptionCaught(ChannelHandlerContext context, Throwable e) {
      LOG.debug("A client's connection failed", e);
      Future<?> unused = context.close();
      return true;
    }
  }
}
