package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.tool.HostPort;
import org.sngateway.simulator.tool.SearchReport;
import org.sngateway.simulator.tool.SearchSockets;
import org.sngateway.simulator.tool.ToolExit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code sn-sim discover}: which gateways are there? */
@Command(
        name = "discover",
        sortOptions = false,
        description = "Searches for gateways (SEARCHGW) in multicast groups, or at one address, and lists those that"
                + " answer (GWINFO) or announce themselves (ADVERTISE).",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:at least one was found", "64:wrong options", "69:none was found"})
final class DiscoverCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "this text")
    boolean help;

    @Parameters(paramLabel = "HOST[:PORT]", arity = "0..1", description = "search here by unicast, and not in groups")
    @Nullable
    HostPort gateway;

    @Option(
            names = {"-I", "--interface"},
            paramLabel = "IFACE",
            description = "interface, by its name; may be given several times. Default all that can multicast")
    String[] interfaces = {};

    @Option(
            names = "--group",
            paramLabel = "GROUP[:PORT]",
            defaultValue = "225.1.1.1:1883,[ff02::1]:1883,[ff03::1]:1883",
            split = ",",
            description = "multicast groups; default ${DEFAULT-VALUE}")
    HostPort[] groups = {};

    @Option(
            names = "--radius",
            defaultValue = "1",
            description = "hops, 0 for the whole network; default ${DEFAULT-VALUE}")
    int radius;

    @Option(names = "--wait", defaultValue = "3", description = "seconds to listen; default ${DEFAULT-VALUE}")
    double wait;

    @Option(names = "--json", description = "print one JSON object")
    boolean json;

    @Override
    public Integer call() throws SocketException {
        check(radius >= 0 && radius <= 255, "--radius is 0 to 255");
        check(wait > 0 && wait <= 1e6, "--wait is more than 0 seconds");
        SearchReport report;
        HostPort single = gateway;
        try (SearchSockets sockets = new SearchSockets()) {
            if (single != null) {
                sockets.addUnicast(single.resolve());
            } else {
                addGroups(sockets);
            }
            report = sockets.search(radius, (long) (wait * 1e9), single != null);
        }
        System.out.print(json ? report.json() : report.text());
        System.out.flush();
        if (report.gateways().isEmpty()) {
            for (String problem : report.problems()) {
                commandSpec().commandLine().getErr().println("sn-sim: " + problem);
            }
            commandSpec().commandLine().getErr().println("sn-sim: no gateway answered within " + wait + " s");
            return ToolExit.UNREACHABLE;
        }
        return ToolExit.OK;
    }

    private void addGroups(SearchSockets sockets) throws SocketException {
        List<NetworkInterface> through = interfaces();
        for (HostPort group : groups) {
            InetSocketAddress address = group.resolve();
            check(address.getAddress().isMulticastAddress(), "--group " + group + " is no multicast group");
            for (NetworkInterface each : through) {
                boolean speaks = each.getInterfaceAddresses().stream()
                        .anyMatch(own -> own.getAddress() instanceof Inet4Address
                                == address.getAddress() instanceof Inet4Address);
                if (speaks) {
                    sockets.addGroup(address, each, radius);
                }
            }
        }
    }

    private List<NetworkInterface> interfaces() throws SocketException {
        List<NetworkInterface> found = new ArrayList<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            boolean isWanted = interfaces.length == 0
                    ? each.isUp() && each.supportsMulticast() && !each.isLoopback()
                    : Arrays.asList(interfaces).contains(each.getName());
            if (isWanted) {
                found.add(each);
            }
        }
        for (String name : interfaces) {
            check(found.stream().anyMatch(each -> each.getName().equals(name)), "there is no interface " + name);
        }
        return found;
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        return spec;
    }

    private void check(boolean condition, String sentence) {
        if (!condition) {
            throw new ParameterException(commandSpec().commandLine(), sentence);
        }
    }
}
