package dev.reelstate.jdbc;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonWriter;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.dialect.Json;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How the events of one type are written: the name of the type, then the properties that they do
 * not share with their row. Immutable and thread-safe.
 */
record EventShape(String name, List<EventShape.Property> properties) {

  static final String TYPE = "type";

  private static final Set<String> IN_ROW = Set.of("videoId", "number", "at");

  /** A property of an event. */
  record Property(String name, Method accessor, TypeAdapter<Object> values) {

    @SuppressWarnings("unchecked")
    private static Property of(RecordComponent component) {
      return new Property(component.getName(), component.getAccessor(), (TypeAdapter<Object>)
          Json.adapter(component.getGenericType()));
    }

    private void write(JsonWriter json, VideoEvent event) throws IOException {
      try {
        values.write(json.name(name), accessor.invoke(event));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("The events' accessors are public and throw nothing.", e);
      }
    }
  }

  static EventShape of(String name, Class<? extends VideoEvent> type) {
    return new EventShape(
        name,
        Arrays.stream(type.getRecordComponents())
            .filter(component -> !IN_ROW.contains(component.getName()))
            .map(Property::of)
            .toList());
  }

  void write(JsonWriter json, VideoEvent event) throws IOException {
    json.beginObject().name(TYPE).value(name);
    for (Property property : properties) {
      property.write(json, event);
    }
    json.endObject();
  }
}
