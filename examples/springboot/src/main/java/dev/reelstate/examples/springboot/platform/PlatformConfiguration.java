package dev.reelstate.examples.springboot.platform;

import dev.reelstate.event.VideoListener;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.VideoPlatformBuilder;
import dev.reelstate.processing.micrometer.MicrometerTelemetry;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The platform and its parts as beans. The platform closes the store and the storage, so Spring
 * does not; nobody but Spring closes the data source, and it does so last.
 */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

  /**
   * The store, in the application's own database.
   *
   * <p>{@code flyway-core}, which the store needs, also switches on Spring Boot's Flyway. That one
   * refuses a schema that has tables but no history, so it has to run first, on the empty schema:
   * this is what {@link DependsOnDatabaseInitialization} says. The two then live side by side, each
   * with a history table of its own.
   */
  @Bean(destroyMethod = "")
  @DependsOnDatabaseInitialization
  JdbcVideoStore videoStore(DataSource dataSource, PlatformProperties properties) {
    JdbcVideoStore.Builder builder = JdbcVideoStore.builder(dataSource);
    if (properties.schema() != null) {
      builder.schema(properties.schema());
    }
    return builder.build();
  }

  @Bean(destroyMethod = "")
  MediaStorage mediaStorage(PlatformProperties properties) {
    return FileStorage.at(properties.media());
  }

  /**
   * The platform, built but not started; see {@link PlatformLifecycle}. Beans that are steps,
   * listeners or meter registries take part.
   */
  @Bean
  VideoPlatform videoPlatform(
      JdbcVideoStore store,
      MediaStorage storage,
      ObjectProvider<Step> steps,
      ObjectProvider<VideoListener> listeners,
      ObjectProvider<MeterRegistry> meters) {
    Recipe.Builder recipe = Recipe.standard().toBuilder();
    VideoPlatformBuilder builder = VideoPlatform.builder().store(store).storage(storage);
    steps.orderedStream().forEach(step -> {
      builder.step(step);
      recipe.step(step.name());
    });
    listeners.orderedStream().forEach(builder::listener);
    meters.ifAvailable(registry -> builder.telemetry(MicrometerTelemetry.of(registry)));
    return builder.recipe(recipe.build()).build();
  }
}
