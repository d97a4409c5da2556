package dev.reelstate.processing.worker;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Numbers, among them NaN and the infinities, which JSON has no numbers for, as text. */
final class DoubleAdapter extends TypeAdapter<Double> {

  @Override
  public void write(JsonWriter json, Double value) throws IOException {
    if (Double.isFinite(value)) {
      json.value(value);
    } else {
      json.value(value.toString());
    }
  }

  @Override
  public Double read(JsonReader json) throws IOException {
    return Double.valueOf(json.nextString());
  }
}
