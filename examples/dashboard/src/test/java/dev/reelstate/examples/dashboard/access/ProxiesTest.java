package dev.reelstate.examples.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

  private static final List<String> TRUSTED = List.of("127.0.0.1", "10.0.0.0/8", "2001:db8::/32");

  /** The client and whether the connection is secure, for a request with these headers. */
  private static String told(List<String> trusted, String... headers) throws Exception {
    Proxies proxies = new Proxies(trusted);
    Javalin server = Javalin.create(config -> {
      config.startup.showJavalinBanner = false;
      config.routes.get(
          "/",
          context -> context.result(proxies.client(context) + " " + proxies.isSecure(context)));
    });
    server.start("127.0.0.1", 0);
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return HttpClient.newHttpClient()
          .send(request.build(), BodyHandlers.ofString())
          .body();
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      X-Forwarded-For | 203.0.113.9                            | 203.0.113.9
      X-Forwarded-For | 198.51.100.1, 203.0.113.9              | 203.0.113.9
      X-Forwarded-For | 198.51.100.1, 203.0.113.9, 10.1.2.3    | 203.0.113.9
      X-Forwarded-For | 203.0.113.9:4711                       | 203.0.113.9
      X-Forwarded-For | [2001:db9::1]:4711, 2001:db8::2        | 2001:db9::1
      X-Forwarded-For | 203.0.113.9, unknown                   | 127.0.0.1
      X-Forwarded-For | 10.0.0.1, 10.0.0.2                     | 10.0.0.1
      Forwarded       | for=203.0.113.9;proto=http             | 203.0.113.9
      Forwarded       | for=198.51.100.1, For="[2001:db9::1]:47" | 2001:db9::1
      """)
  void tells_the_last_address_that_is_no_trusted_proxy(String name, String value, String client)
      throws Exception {
    assertThat(told(TRUSTED, name, value)).isEqualTo(client + " false");
  }

  @Test
  void believes_nobody_else() throws Exception {
    assertThat(told(
            List.of("10.0.0.0/8"), "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https"))
        .isEqualTo("127.0.0.1 false");
    assertThat(told(TRUSTED)).isEqualTo("127.0.0.1 false");
  }

  @Test
  void learns_from_a_proxy_that_the_connection_is_secure() throws Exception {
    assertThat(told(TRUSTED, "X-Forwarded-Proto", "https")).endsWith(" true");
    assertThat(told(TRUSTED, "Forwarded", "for=203.0.113.9;proto=https")).endsWith(" true");
    assertThat(told(TRUSTED, "Forwarded", "proto=http", "X-Forwarded-Proto", "https"))
        .endsWith(" false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "::/129", "1.2.3"})
  void refuses_what_is_no_address(String network) {
    assertThatThrownBy(() -> new Proxies(List.of(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither an address");
  }
}
