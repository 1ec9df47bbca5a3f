package org.sngateway.gateway.adapter.udp;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramChannel;
import org.jspecify.annotations.Nullable;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One multicast group of one listener: its sockets, and on which interfaces it is joined. One socket serves all interfaces,
 * except that a link-local IPv6 group needs one for each. Confined to the first shard's thread.
 */
final class MulticastGroup {
    private static final String EVERY_INTERFACE = "";

    private final InetSocketAddress group;
    private final MulticastGroups owner;
    private final Sockets sockets;
    /** By interface name, or {@link #EVERY_INTERFACE}. */
    private final Map<String, ChannelFuture> channels = new HashMap<>();

    private final Map<String, NetworkInterface> joined = new TreeMap<>();
    private final Map<String, String> problems = new TreeMap<>();
    private String toldReason = "";
    private int underWay;

    MulticastGroup(InetSocketAddress group, MulticastGroups owner, Sockets sockets) {
        this.group = group;
        this.owner = owner;
        this.sockets = sockets;
    }

    Collection<NetworkInterface> joined() {
        return joined.values();
    }

    /** The group as seen through an interface. */
    InetSocketAddress target(NetworkInterface through) {
        return isScoped() ? scoped(through) : group;
    }

    private boolean isScoped() {
        return group.getAddress() instanceof Inet6Address v6 && (v6.isMCLinkLocal() || v6.isMCNodeLocal());
    }

    private InetSocketAddress scoped(NetworkInterface through) {
        try {
            InetAddress address =
                    Inet6Address.getByAddress(null, group.getAddress().getAddress(), through.getIndex());
            return new InetSocketAddress(address, group.getPort());
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    /** Joins on the interfaces that are there now, leaves those that are gone, tells what could not be done. */
    void join(Interfaces interfaces) {
        if (underWay > 0) {
            return;
        }
        problems.clear();
        interfaces.missing().forEach(name -> problems.put(name, "no such interface, or it is down"));
        if (!owner.reaches(group.getAddress())) {
            problems.put(EVERY_INTERFACE, "the listener is bound to an address of the other IP version");
        } else {
            forgetVanished(interfaces);
            underWay++;
            for (NetworkInterface each : interfaces.wanted()) {
                if (!joined.containsKey(each.getName())) {
                    join(each);
                }
            }
            underWay--;
        }
        tell();
    }

    private void forgetVanished(Interfaces interfaces) {
        List<String> gone = new ArrayList<>();
        joined.forEach((name, known) -> {
            boolean there = interfaces.wanted().stream()
                    .anyMatch(each -> each.getName().equals(name) && each.getIndex() == known.getIndex());
            if (!there) {
                gone.add(name);
            }
        });
        for (String name : gone) {
            joined.remove(name);
            ChannelFuture bound = channels.remove(name);
            if (bound != null) {
                bound.channel().close();
            }
        }
    }

    private void join(NetworkInterface each) {
        if (!Interfaces.speaks(each, group.getAddress())) {
            String version = group.getAddress() instanceof Inet6Address ? "IPv6" : "IPv4";
            problems.put(each.getName(), "the interface has no " + version + " address");
            return;
        }
        String key = isScoped() ? each.getName() : EVERY_INTERFACE;
        ChannelFuture bound = channels.computeIfAbsent(key, missing -> bind(each));
        underWay++;
        bound.addListener(binding -> {
            if (binding.isSuccess()) {
                join(each, (DatagramChannel) bound.channel());
            } else {
                channels.remove(key, bound);
                onJoined(each, binding.cause());
            }
        });
    }

    private void join(NetworkInterface each, DatagramChannel channel) {
        try {
            Sockets.hearOwnGroupsOnly(channel);
            channel.joinGroup(group.getAddress(), each, null).addListener(joining -> onJoined(each, joining.cause()));
        } catch (ChannelException refused) {
            // The native channel throws what it should put into the future.
            onJoined(each, refused);
        }
    }

    private ChannelFuture bind(NetworkInterface each) {
        return sockets.bootstrap(Sockets.familyOf(group.getAddress()), new MulticastInbound(owner))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, true)
                .bind(target(each));
    }

    private void onJoined(NetworkInterface each, @Nullable Throwable failure) {
        underWay--;
        if (failure == null) {
            joined.put(each.getName(), each);
            owner.events().multicastJoined(owner.listener().name(), Sockets.text(group), each.getName());
        } else {
            problems.put(each.getName(), reasonOf(failure));
        }
        tell();
    }

    private static String reasonOf(Throwable cause) {
        String words = String.valueOf(cause.getMessage());
        boolean noRoom = words.toLowerCase(Locale.ROOT).contains("no buffer space");
        return noRoom ? words + " (net.ipv4.igmp_max_memberships may be too low)" : words;
    }

    private void tell() {
        if (underWay > 0) {
            return;
        }
        owner.onChanged();
        String reason = joined.isEmpty() && problems.isEmpty() ? "no interface is up that can do multicast" : text();
        if (!reason.equals(toldReason)) {
            toldReason = reason;
            if (!reason.isEmpty()) {
                owner.events().multicastUnavailable(owner.listener().name(), Sockets.text(group), reason);
            }
        }
    }

    GroupReport report() {
        return new GroupReport(Sockets.text(group), List.copyOf(joined.keySet()), text());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        problems.forEach((name, reason) -> text.append(text.isEmpty() ? "" : "; ")
                .append(name)
                .append(name.isEmpty() ? "" : ": ")
                .append(reason));
        return text.toString();
    }

    void close() {
        channels.values().forEach(bound -> bound.channel().close());
        channels.clear();
        joined.clear();
    }
}
