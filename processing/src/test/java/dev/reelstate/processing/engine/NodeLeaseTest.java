package dev.reelstate.processing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.testkit.InMemoryVideoStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NodeLeaseTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final NodeRegistry nodes = InMemoryVideoStore.create().nodes();

  @Test
  void of_two_nodes_with_one_name_the_earlier_one_stops_for_good() {
    NodeLease first = new NodeLease(nodes, "a", LONG, Set.of());
    NodeLease second = new NodeLease(nodes, "a", LONG, Set.of());

    assertThat(first.renew()).isFalse();
    assertThat(first.current()).isEmpty();
    assertThat(first.fault()).get().extracting(Failure::code).isEqualTo(FailureCode.NODE_REPLACED);

    first.renew();
    assertThat(second.renew()).isTrue();
    assertThat(second.current()).get().extracting(Lease::epoch).isEqualTo(2L);
    assertThat(second.fault()).isEmpty();
  }

  @Test
  void a_node_whose_lease_ended_begins_a_new_epoch() {
    NodeLease lease = new NodeLease(nodes, "a", LONG, Set.of());
    nodes.leave(lease.current().orElseThrow());

    assertThat(lease.renew()).isFalse();

    assertThat(lease.current()).get().extracting(Lease::epoch).isEqualTo(2L);
    assertThat(lease.renew()).isTrue();
    assertThat(lease.fault()).isEmpty();
  }

  @Test
  void a_node_that_does_not_learn_of_its_new_epoch_does_not_take_it_for_anothers() {
    AtomicReference<String> lost = new AtomicReference<>("");
    NodeLease lease = new NodeLease(losing(lost), "a", LONG, Set.of());
    nodes.leave(lease.current().orElseThrow());
    lost.set("join");
    assertThatThrownBy(lease::renew).hasMessage("no answer");
    lost.set("");

    assertThat(lease.renew()).isFalse();

    assertThat(lease.fault()).isEmpty();
    assertThat(lease.current()).get().extracting(Lease::epoch).isEqualTo(3L);
  }

  /** The same nodes, but the answer to a call of this name is lost. */
  private NodeRegistry losing(AtomicReference<String> name) {
    return (NodeRegistry) Proxy.newProxyInstance(
        NodeRegistry.class.getClassLoader(),
        new Class<?>[] {NodeRegistry.class},
        (proxy, method, arguments) -> {
          try {
            Object answer = method.invoke(nodes, arguments);
            if (method.getName().equals(name.get())) {
              throw new IllegalStateException("no answer");
            }
            return answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
