package dev.reelstate.examples.evaluate.input;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads JSON files, and says in one sentence where one is none. */
final class JsonText {

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private JsonText() {}

  static JsonNode read(Path file) throws UnusableException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new UnusableException(
          file + ", line " + place.getLineNr() + ", column " + place.getColumnNr() + ": "
              + reason(e) + ".",
          e);
    } catch (IOException e) {
      throw new UnusableException(FileTrouble.cannotRead(file, e), e);
    }
  }

  private static String reason(JsonProcessingException error) {
    if (error instanceof JsonEOFException) {
      return "the JSON ends too early";
    }
    if (error instanceof MismatchedInputException) {
      return "there is something behind the end of the JSON";
    }
    return String.valueOf(error.getOriginalMessage()).startsWith("Duplicate")
        ? "a key occurs twice"
        : "this is not JSON";
  }
}
