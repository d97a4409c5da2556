package dev.reelstate.examples.dashboard.access;

import io.javalin.http.Context;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reverse proxies whose headers are believed. Everyone else can send the same headers, so they
 * count only if the connection comes from a trusted address, and of the addresses in them only the
 * last one that is not such a proxy itself. Immutable.
 */
public final class Proxies {

  private static final Pattern FORWARDED_FOR =
      Pattern.compile("(?:^|[;,])\\s*for=\"?([^\",;]+)\"?", Pattern.CASE_INSENSITIVE);
  private static final Pattern FORWARDED_PROTO =
      Pattern.compile("(?:^|[;,])\\s*proto=\"?([a-z]+)\"?", Pattern.CASE_INSENSITIVE);
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([0-9a-fA-F:.]+)](?::\\d+)?|(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+");

  private final List<IpSubnetFilterRule> trusted;

  /**
   * Trusts these.
   *
   * @param networks addresses such as {@code 10.0.0.7}, or networks such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if one is neither
   */
  public Proxies(Collection<String> networks) {
    trusted = networks.stream().map(Proxies::rule).toList();
  }

  private static IpSubnetFilterRule rule(String network) {
    int slash = network.indexOf('/');
    InetAddress address = literal(slash < 0 ? network : network.substring(0, slash));
    if (address != null) {
      int bits = address.getAddress().length * 8;
      String prefix = slash < 0 ? Integer.toString(bits) : network.substring(slash + 1);
      if (prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= bits) {
        return new IpSubnetFilterRule(address, Integer.parseInt(prefix), IpFilterRuleType.ACCEPT);
      }
    }
    throw new IllegalArgumentException("\"" + network
        + "\" is neither an address such as 10.0.0.7 nor a network such as" + " 10.0.0.0/8.");
  }

  /** An address without a look-up of names, or null if the text is none. */
  private static @Nullable InetAddress literal(String text) {
    return NetUtil.createInetAddressFromIpAddressString(text);
  }

  private boolean trusts(@Nullable InetAddress address) {
    return address != null
        && trusted.stream().anyMatch(rule -> rule.matches(new InetSocketAddress(address, 0)));
  }

  /** The address of the client of a request. */
  public String client(Context context) {
    String peer = context.req().getRemoteAddr();
    if (!trusts(literal(bare(peer)))) {
      return peer;
    }
    List<String> hops = hops(context);
    Collections.reverse(hops);
    String last = peer;
    for (String hop : hops) {
      InetAddress address = literal(bare(hop));
      if (address == null) {
        return last; // what a proxy cannot name is charged to the proxy
      }
      last = NetUtil.toAddressString(address);
      if (!trusts(address)) {
        return last;
      }
    }
    return last;
  }

  /** The addresses that proxies have added, the client's own claims first. */
  private static List<String> hops(Context context) {
    List<String> hops = new ArrayList<>();
    for (String line : Collections.list(context.req().getHeaders("Forwarded"))) {
      Matcher matcher = FORWARDED_FOR.matcher(line);
      while (matcher.find()) {
        hops.add(matcher.group(1).strip());
      }
    }
    if (hops.isEmpty()) {
      for (String line : Collections.list(context.req().getHeaders("X-Forwarded-For"))) {
        for (String hop : line.split(",", -1)) {
          hops.add(hop.strip());
        }
      }
    }
    return hops;
  }

  private static String bare(String address) {
    Matcher matcher = WITH_PORT.matcher(address);
    if (!matcher.matches()) {
      return address;
    }
    String six = matcher.group(1);
    return six == null ? matcher.group(2) : six;
  }

  /** Whether the client's connection is encrypted, as far as this server or its proxy knows. */
  public boolean isSecure(Context context) {
    if (context.req().isSecure()) {
      return true;
    }
    if (!trusts(literal(bare(context.req().getRemoteAddr())))) {
      return false;
    }
    String forwarded = context.header("Forwarded");
    Matcher matcher = FORWARDED_PROTO.matcher(forwarded == null ? "" : forwarded);
    String scheme = matcher.find() ? matcher.group(1) : context.header("X-Forwarded-Proto");
    return "https".equalsIgnoreCase(scheme);
  }
}
