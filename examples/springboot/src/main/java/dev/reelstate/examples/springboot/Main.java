package dev.reelstate.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the application. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Main {

  /** Takes Spring's options, such as {@code --server.port=9090}. */
  public static void main(String[] args) {
    SpringApplication.run(Main.class, args);
  }
}
