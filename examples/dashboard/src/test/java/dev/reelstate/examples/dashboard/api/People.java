package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.access.Access;
import dev.reelstate.examples.dashboard.access.Caller;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People whose tokens are their names. All of them may use every project, except Eve. */
final class People implements Access {

  private record Person(String name) implements Caller {

    @Override
    public Optional<Set<String>> projects() {
      return name.equals("eve") ? Optional.of(Set.of("another")) : Optional.empty();
    }
  }

  @Override
  public Optional<Caller> authenticate(@Nullable String token) {
    return Optional.ofNullable(token).map(Person::new);
  }
}
