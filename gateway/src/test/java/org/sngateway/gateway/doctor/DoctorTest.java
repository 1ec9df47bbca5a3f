package org.sngateway.gateway.doctor;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.LoadResult;
import org.sngateway.gateway.doctor.Finding.Severity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Machines with one fault each, told from their files as proc(5) shows them. */
final class DoctorTest {
    /** A socket on port 0x075B = 1883, and one on 5353 (from a Debian machine's table). */
    private static final String UDP = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
             1129: 00000000:075B 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 48213 2 0000000000000000 0
             4531: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000   108        0 17003 2 0000000000000000 0
            """;

    private final FakeMachine machine = new FakeMachine()
            .file("/proc/sys/net/core/rmem_max", "8388608\n")
            .file("/proc/sys/net/ipv4/igmp_max_memberships", "20\n")
            .file(
                    "/proc/self/limits",
                    "Limit  Soft Limit Hard Limit Units\nMax open files            65536                65536                files\n")
            .file("/sys/class/net/eth0/mtu", "1500")
            .file("/sys/class/net/wlan0/mtu", "1500")
            .file("/sys/class/net/lo/mtu", "65536");

    private static GatewayConfig config(String... assignments) {
        LoadResult result = ConfigLoader.load(new ConfigLoader.Sources(null, Map.of(), List.of(assignments)));
        return ((LoadResult.Loaded) result).config();
    }

    private List<Finding> look(String... assignments) {
        return Doctor.look(machine, config(assignments), Set.of());
    }

    private static List<String> troubles(List<Finding> findings) {
        List<String> troubles = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.severity() == Severity.WARNING || finding.severity() == Severity.FAULT) {
                assertThat(finding.fix()).as(finding.text()).isNotEmpty();
                troubles.add(finding.area() + " " + finding.check() + " " + finding.severity());
            }
        }
        return troubles;
    }

    private static Finding finding(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGoodMachineHasNoFault() {
        assertThat(troubles(look())).isEmpty();
        assertThat(finding(look(), "port").text()).isEqualTo("port 1883/udp of listener lan is free");
    }

    @Test
    void namesWhoHasThePort() {
        machine.file("/proc/net/udp", UDP)
                .file("/proc/812/comm", "MQTT-SNGateway\n")
                .file("/proc/812/cmdline", "/usr/bin/MQTT-SNGateway\0")
                .link("/proc/812/fd/5", "socket:[48213]")
                .file("/proc/640/comm", "avahi-daemon\n")
                .link("/proc/640/fd/12", "socket:[17003]");
        Finding port = finding(look(), "port");
        assertThat(port.severity()).isEqualTo(Severity.FAULT);
        assertThat(port.text()).isEqualTo("port 1883/udp of listener lan is taken by MQTT-SNGateway (process 812)");
        assertThat(port.fix()).contains("listeners[0].bind");
        assertThat(finding(look("listeners.0.bind=0.0.0.0:1884"), "port").severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void thePortOfARunningGatewayIsNoFaultAndItsGroupsAreLookedAt() {
        machine.file("/proc/net/udp6", UDP)
                .file("/proc/900/comm", "java\n")
                .file("/proc/900/cmdline", "java\0-jar\0/usr/lib/sn-gateway/sn-gateway.jar\0run\0")
                .link("/proc/900/fd/44", "socket:[48213]")
                .file("/proc/net/igmp", """
                        Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
                        2\teth0      :     2      V3
                        \t\t\t\t010101E1     1 0:00000000\t\t0
                        \t\t\t\t010000E0     1 0:00000000\t\t0
                        """)
                .file("/proc/net/igmp6", "2    eth0            ff020000000000000000000000000001     1 0000000C 0\n");
        List<Finding> findings = look();
        assertThat(finding(findings, "port").text()).contains("is served by sn-gateway (process 900)");
        assertThat(findings)
                .extracting(Finding::text)
                .contains("225.1.1.1 is joined on eth0", "ff02::1 is joined on eth0")
                .anyMatch(text -> text.startsWith("ff03::1 is joined on no interface"));
    }

    @Test
    void aPortHeldByWhoCannotBeSeenIsStillTaken() {
        machine.file("/proc/net/udp", UDP);
        assertThat(finding(look(), "port").text())
                .endsWith("is taken by a process that only its own user or root can see");
    }

    @Test
    void theKernelsLimitsAreNamedWithTheCommandThatMendsThem() {
        machine.file("/proc/sys/net/core/rmem_max", "212992\n").file("/proc/sys/net/ipv4/igmp_max_memberships", "0\n");
        List<Finding> findings = look();
        assertThat(troubles(findings)).containsExactly("udp receive_buffer WARNING", "udp multicast FAULT");
        assertThat(finding(findings, "receive_buffer").fix()).startsWith("sysctl -w net.core.rmem_max=4194304");
    }

    @Test
    void ipv6SwitchedOffMattersToWhoWantsIt() {
        machine.file("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1\n");
        assertThat(troubles(look("listeners.0.bind=[::]:1883"))).contains("udp ipv6 WARNING");
        assertThat(troubles(look("listeners.0.bind=0.0.0.0:1883"))).isEmpty();
    }

    @Test
    void fewDescriptorsAreTooFewForManyDevices() {
        machine.file(
                "/proc/self/limits", "Max open files            1024                 524288               files\n");
        assertThat(troubles(look())).containsExactly("system descriptors WARNING");
        assertThat(troubles(look("sessions.max_clients=500"))).isEmpty();
    }

    @Test
    void aClockInThePastIsAFault() {
        machine.now = java.time.Instant.parse("1970-01-01T00:03:00Z");
        assertThat(troubles(look())).containsExactly("system clock FAULT");
    }

    @Test
    void whatTheSessionsAreOnIsTold() {
        machine.file(
                "/proc/self/mountinfo",
                "21 1 179:2 / / rw,noatime - ext4 /dev/mmcblk0p2 rw\n30 21 0:25 / /data rw - tmpfs tmpfs rw,size=64m\n");
        assertThat(troubles(look("storage.dir=/data/gw"))).containsExactly("system storage WARNING");
        Finding card = finding(look("storage.dir=/var/lib/sn-gateway"), "storage");
        assertThat(card.severity()).isEqualTo(Severity.NOTE);
        assertThat(card.text()).contains("SD card (/dev/mmcblk0p2)");
        machine.freeOctets = 3 << 20;
        assertThat(troubles(look("storage.dir=/var/lib/sn-gateway"))).containsExactly("system space WARNING");
    }

    @Test
    void anInterpreterIsSlow() {
        machine.properties.put("java.vm.name", "OpenJDK Zero VM");
        machine.properties.put("java.vm.info", "interpreted mode");
        assertThat(troubles(look())).containsExactly("system runtime WARNING");
    }

    @Test
    void aContainerWithItsOwnNetworkHidesDevices() {
        FakeMachine container = new FakeMachine()
                .file("/.dockerenv", "")
                .file("/sys/class/net/lo/mtu", "65536")
                .file("/sys/class/net/eth0/mtu", "1500")
                .file("/proc/net/fib_trie", "Main:\n  +-- 0.0.0.0/0 3 0 5\n           |-- 172.17.0.2\n");
        assertThat(troubles(new ContainerCheck(false).look(container, config())))
                .containsExactly("docker network WARNING");
        container.file("/sys/class/net/docker0/mtu", "1500");
        assertThat(troubles(new ContainerCheck(false).look(container, config())))
                .isEmpty();
        assertThat(Doctor.look(machine, config(), Set.of("docker")))
                .extracting(Finding::text)
                .containsExactly("this is no container");
    }

    @Test
    void aThreadBorderRouterNeedsAnAddressARouteAndTheGroup() {
        assertThat(troubles(Doctor.look(machine, config(), Set.of("thread"))))
                .containsExactly("thread interface FAULT");
        machine.file("/sys/class/net/wpan0/mtu", "1280")
                .file("/proc/net/if_inet6", "fe80000000000000acf1fe5ea7c3b4a5 05 40 20 80    wpan0\n");
        assertThat(troubles(look("listeners.0.bind=[::]:1883")))
                .containsExactly("thread address FAULT", "thread route FAULT");
        machine.file("/proc/net/if_inet6", """
                        fe80000000000000acf1fe5ea7c3b4a5 05 40 20 80    wpan0
                        fd11002200000000000000fffe00fc00 05 40 00 80    wpan0
                        """)
                .file(
                        "/proc/net/ipv6_route",
                        "fd110022000000000000000000000000 40 00000000000000000000000000000000 00 "
                                + "00000000000000000000000000000000 00000100 00000001 00000000 00000001    wpan0\n");
        assertThat(troubles(look("listeners.0.bind=[::]:1883"))).isEmpty();
        assertThat(troubles(look("listeners.0.bind=0.0.0.0:1883"))).containsExactly("thread group WARNING");
    }

    @Test
    void devicesBehindABridgeAndShortKeepAlivesAreSeenInARunningGateway() {
        List<Map<String, Object>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(Map.of(
                    "client_id",
                    "t" + i,
                    "address",
                    "172.17.0.1:4000" + i,
                    "keep_alive_s",
                    60,
                    "sleep_s",
                    i == 0 ? 120 : 0));
        }
        List<Finding> findings = DevicesCheck.look(clients);
        assertThat(finding(findings, "addresses").text()).startsWith("4 devices have the address 172.17.0.1");
        assertThat(finding(findings, "keep_alive").text()).startsWith("t0: ");
        assertThat(DevicesCheck.look(clients.subList(1, 4))).isEmpty();
    }
}
