package dev.reelstate.examples.dashboard.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches files by HTTP. Every address on the way, also that of each redirect, must be public,
 * unless private ones are allowed. Thread-safe.
 */
public final class Sources implements AutoCloseable {

  private static final Timeout PATIENCE = Timeout.of(20, TimeUnit.SECONDS);
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_CONNECTIONS = 16;

  private final CloseableHttpClient http;

  /** @param privateToo whether files may also come from addresses that are not public */
  public Sources(boolean privateToo) {
    this(privateToo ? SystemDefaultDnsResolver.INSTANCE : new PublicAddresses());
  }

  Sources(DnsResolver resolver) {
    http = HttpClients.custom()
        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(resolver)
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(PATIENCE)
                .setSocketTimeout(PATIENCE)
                .build())
            .build())
        .setDefaultRequestConfig(RequestConfig.custom()
            .setConnectionRequestTimeout(PATIENCE)
            .setResponseTimeout(PATIENCE)
            .setMaxRedirects(MOST_REDIRECTS)
            .build())
        .setUserAgent("Reelstate")
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .build();
  }

  /**
   * Begins to fetch a file.
   *
   * @throws RefusedSourceException if the address is not acceptable, or has no file
   */
  public Source open(URI address) throws RefusedSourceException {
    requireHttp(address);
    HttpGet request = new HttpGet(address);
    try {
      return file(request, http.executeOpen(null, request, null));
    } catch (PublicAddresses.ClosedAddressException e) {
      throw new RefusedSourceException(true, "Files are fetched from public addresses only.");
    } catch (UnknownHostException e) {
      throw new RefusedSourceException(true, "No server is known by the name in the address.");
    } catch (IOException e) {
      throw new RefusedSourceException(false, "The server at the address does not answer.");
    }
  }

  private static Source file(HttpGet request, ClassicHttpResponse answer)
      throws IOException, RefusedSourceException {
    HttpEntity entity = answer.getEntity();
    if (answer.getCode() == 200 && entity != null) {
      return new Source(request, entity.getContent(), entity.getContentLength());
    }
    request.cancel();
    throw new RefusedSourceException(
        false, "The server at the address answered with status " + answer.getCode() + ".");
  }

  private static void requireHttp(URI address) throws RefusedSourceException {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || address.getHost() == null || address.getUserInfo() != null) {
      throw new RefusedSourceException(
          true, "The address must be one of http or https, without a user name.");
    }
  }

  @Override
  public void close() {
    http.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
