package dev.reelstate.examples.dashboard.live;

import com.corundumstudio.socketio.protocol.JacksonJsonSupport;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.dashboard.view.Json;

/** Socket.IO's JSON, with times formatted as in the HTTP API. */
final class SocketJson extends JacksonJsonSupport {

  @Override
  protected void init(ObjectMapper mapper) {
    super.init(mapper);
    Json.configure(mapper);
  }
}
