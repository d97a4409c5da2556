package dev.reelstate.examples.dashboard.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class SourcesTest {

  private final AtomicInteger secrets = new AtomicInteger();
  private HttpServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    port = server.getAddress().getPort();
    server.createContext("/file", exchange -> {
      exchange.sendResponseHeaders(200, 3);
      exchange.getResponseBody().write(new byte[] {1, 2, 3});
      exchange.close();
    });
    server.createContext("/secret", exchange -> {
      secrets.incrementAndGet();
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    server.createContext("/moved", exchange -> {
      String target = exchange.getRequestURI().getQuery();
      exchange.getResponseHeaders().set("Location", target);
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Stands for a public name that leads to this machine. */
  private static final class OneName implements DnsResolver {

    private final PublicAddresses others = new PublicAddresses();

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return host.equals("public.test")
          ? new InetAddress[] {InetAddress.getLoopbackAddress()}
          : others.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private String at(String host, String path) {
    return "http://" + host + ":" + port + path;
  }

  @Test
  void fetches_a_file() throws Exception {
    try (Sources sources = new Sources(true);
        Source source = sources.open(URI.create(at("127.0.0.1", "/file")))) {
      assertThat(source.size()).isEqualTo(3);
      assertThat(source.bytes().readAllBytes()).containsExactly(1, 2, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433"})
  void reaches_no_private_address(String host) {
    try (Sources sources = new Sources(false)) {
      assertThatThrownBy(() -> sources.open(URI.create(at(host, "/secret"))))
          .isInstanceOfSatisfying(
              RefusedSourceException.class, e -> assertThat(e.isInvalid()).isTrue());
    }
    assertThat(secrets).hasValue(0);
  }

  @Test
  void follows_redirects_to_public_addresses_only() throws Exception {
    try (Sources sources = new Sources(new OneName())) {
      String moved = at("public.test", "/moved?");
      try (Source source = sources.open(URI.create(moved + at("public.test", "/file")))) {
        assertThat(source.size()).isEqualTo(3);
      }
      for (String target : new String[] {
        at("127.0.0.1", "/secret"), at("localhost", "/secret"), "file:///etc/passwd", moved + moved
      }) {
        assertThatThrownBy(() -> sources.open(URI.create(moved + target)))
            .as(target)
            .isInstanceOf(RefusedSourceException.class);
      }
    }
    assertThat(secrets).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.org/a",
        "http:///a",
        "a.mp4",
        "",
        "http://user:word@example.org/a"
      })
  void accepts_addresses_of_http_only(String address) {
    try (Sources sources = new Sources(true)) {
      assertThatThrownBy(() -> sources.open(URI.create(address)))
          .isInstanceOfSatisfying(
              RefusedSourceException.class, e -> assertThat(e.isInvalid()).isTrue())
          .hasMessageContaining("http or https");
    }
  }

  @Test
  void says_what_the_server_answered() {
    try (Sources sources = new Sources(true)) {
      assertThatThrownBy(() -> sources.open(URI.create(at("127.0.0.1", "/nothing"))))
          .isInstanceOfSatisfying(
              RefusedSourceException.class, e -> assertThat(e.isInvalid()).isFalse())
          .hasMessageContaining("404");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "100.64.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.31.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "fd00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void knows_what_is_private(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "192.167.0.1", "2606:4700::1111"})
  void knows_what_is_public(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
  }
}
