package dev.reelstate.examples.dashboard.live;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection that has not read anything for a while, and drops its pending messages. The
 * client may reconnect and continue where it was.
 */
final class SlowClientGuard extends ChannelDuplexHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SlowClientGuard.class);

  private final Duration patience;
  private @Nullable Future<?> end;

  SlowClientGuard(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    if (context.channel().isWritable()) {
      spare();
    } else if (end == null) {
      end = context
          .executor()
          .schedule(() -> cutOff(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    super.channelWritabilityChanged(context);
  }

  private void cutOff(ChannelHandlerContext context) {
    LOG.info("A client has not read anything for {} s and is disconnected", patience.toSeconds());
    Future<?> unused = context.close();
  }

  private void spare() {
    if (end != null) {
      end.cancel(false);
      end = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    spare();
    super.channelInactive(context);
  }
}
