package dev.reelstate.examples.springboot.platform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The application's settings for videos.
 *
 * @param media the folder for originals and everything made from them; instances of the application
 *     share it
 * @param schema the database schema for Reelstate's tables; null for the one that the application's
 *     own tables are in
 */
@ConfigurationProperties("reelstate")
record PlatformProperties(Path media, @Nullable String schema) {}
