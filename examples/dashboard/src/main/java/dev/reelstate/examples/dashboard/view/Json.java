package dev.reelstate.examples.dashboard.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The JSON format of views: times in ISO 8601; for names see {@link Wire}. */
public final class Json {

  /** Without the properties for older clients. */
  private interface Plain {}

  /** With the properties for older clients. */
  interface Aliases extends Plain {}

  private Json() {}

  /** Creates a mapper for views. */
  public static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    configure(mapper);
    return mapper;
  }

  /** Creates a mapper for views that also have the names of older clients. */
  public static ObjectMapper mapperWithAliases() {
    ObjectMapper mapper = mapper();
    mapper.setConfig(mapper.getSerializationConfig().withView(Aliases.class));
    return mapper;
  }

  /** Configures a mapper for views. */
  public static void configure(ObjectMapper mapper) {
    mapper.registerModule(new JavaTimeModule());
    mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    mapper.setConfig(mapper.getSerializationConfig().withView(Plain.class));
  }
}
