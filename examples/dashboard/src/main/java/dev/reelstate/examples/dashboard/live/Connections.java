package dev.reelstate.examples.dashboard.live;

import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.handler.ClientHead;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * The network connections below Socket.IO. It closes those that do not read for a while, and any
 * other on request. Socket.IO's own disconnect waits for a message to be sent, and was observed to
 * wait forever.
 */
final class Connections extends SocketIOChannelInitializer {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  @Override
  protected void initChannel(Channel channel) throws Exception {
    super.initChannel(channel);
    channel.pipeline().addFirst("slow-client", new SlowClientGuard(PATIENCE));
    open.add(channel);
  }

  /** Closes the connection of a client immediately. */
  void cutOff(SocketIOClient client) {
    for (Channel channel : open) {
      ClientHead head = channel.attr(ClientHead.CLIENT).get();
      if (head != null && head.getSessionId().equals(client.getSessionId())) {
        Future<?> unused = channel.close();
      }
    }
  }
}
