package dev.reelstate.examples.dashboard.fetch;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names to addresses of the public internet only. The client connects to the very
 * addresses that were checked, so that a name cannot change its meaning in between.
 */
final class PublicAddresses implements DnsResolver {

  /** Networks that are nobody's or somebody's own, or lead to such (IANA's special registries). */
  private static final List<IpSubnetFilterRule> CLOSED = Stream.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "::/96",
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/9",
          "ff00::/8")
      .map(network -> network.split("/"))
      .map(parts ->
          new IpSubnetFilterRule(parts[0], Integer.parseInt(parts[1]), IpFilterRuleType.REJECT))
      .toList();

  /** A name leads to an address that is not public. */
  static final class ClosedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    ClosedAddressException(String host) {
      super(host);
    }
  }

  static boolean isPublic(InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    return CLOSED.stream().noneMatch(network -> network.matches(socket));
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    for (InetAddress address : addresses) {
      if (!isPublic(address)) {
        throw new ClosedAddressException(host);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
  }
}
