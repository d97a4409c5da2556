package dev.reelstate.processing.worker;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.reelstate.processing.worker.WorkerMessage.BytesRead;
import dev.reelstate.processing.worker.WorkerMessage.Describe;
import dev.reelstate.processing.worker.WorkerMessage.Described;
import dev.reelstate.processing.worker.WorkerMessage.Detect;
import dev.reelstate.processing.worker.WorkerMessage.Detected;
import dev.reelstate.processing.worker.WorkerMessage.Failed;
import dev.reelstate.processing.worker.WorkerMessage.Fetch;
import dev.reelstate.processing.worker.WorkerMessage.Fetched;
import dev.reelstate.processing.worker.WorkerMessage.Inspect;
import dev.reelstate.processing.worker.WorkerMessage.Inspected;
import dev.reelstate.processing.worker.WorkerMessage.Looked;
import dev.reelstate.processing.worker.WorkerMessage.Position;
import dev.reelstate.processing.worker.WorkerMessage.Render;
import dev.reelstate.processing.worker.WorkerMessage.Rendered;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.processing.worker.WorkerMessage.Tried;
import dev.reelstate.processing.worker.WorkerMessage.Try;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages as an object of one property, which has the name of the message and its content. Where a
 * request is expected, only requests are read, and only replies for a reply. Thread-safe.
 */
final class MessageAdapters implements TypeAdapterFactory {

  private static final Map<String, Class<? extends WorkerMessage>> REQUESTS = Map.of(
      "describe", Describe.class,
      "inspect", Inspect.class,
      "render", Render.class,
      "try", Try.class,
      "detect", Detect.class,
      "fetch", Fetch.class);

  private static final Map<String, Class<? extends WorkerMessage>> REPLIES = Map.of(
      "position", Position.class,
      "read", BytesRead.class,
      "described", Described.class,
      "inspected", Inspected.class,
      "rendered", Rendered.class,
      "tried", Tried.class,
      "looked", Looked.class,
      "detected", Detected.class,
      "fetched", Fetched.class,
      "failed", Failed.class);

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    if (Request.class.isAssignableFrom(type.getRawType())) {
      return (TypeAdapter<T>) new Named(contents(gson, REQUESTS));
    }
    if (Reply.class.isAssignableFrom(type.getRawType())) {
      return (TypeAdapter<T>) new Named(contents(gson, REPLIES));
    }
    return null;
  }

  private Map<String, Content<?>> contents(
      Gson gson, Map<String, Class<? extends WorkerMessage>> types) {
    return types.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(
            Map.Entry::getKey, message -> content(gson, message.getValue())));
  }

  private <M extends WorkerMessage> Content<M> content(Gson gson, Class<M> type) {
    return new Content<>(type, gson.getDelegateAdapter(this, TypeToken.get(type)));
  }

  private record Content<M extends WorkerMessage>(Class<M> type, TypeAdapter<M> fields) {

    void write(JsonWriter json, WorkerMessage message) throws IOException {
      fields.write(json, type.cast(message));
    }
  }

  private static final class Named extends TypeAdapter<WorkerMessage> {

    private final Map<String, Content<?>> contents;

    Named(Map<String, Content<?>> contents) {
      this.contents = contents;
    }

    @Override
    public void write(JsonWriter json, WorkerMessage message) throws IOException {
      for (Map.Entry<String, Content<?>> content : contents.entrySet()) {
        if (content.getValue().type().isInstance(message)) {
          json.beginObject().name(content.getKey());
          content.getValue().write(json, message);
          json.endObject();
        }
      }
    }

    @Override
    public WorkerMessage read(JsonReader json) throws IOException {
      json.beginObject();
      String name = json.nextName();
      Content<?> content = contents.get(name);
      WorkerMessage message = content == null ? null : content.fields().read(json);
      if (message == null) {
        throw new JsonParseException("There is no message in " + name + ".");
      }
      json.endObject();
      return message;
    }
  }
}
