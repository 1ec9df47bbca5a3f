package org.sngateway.simulator.load;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.udp.NetworkLoop;

/** Wall clock, the loader's CPU and the gateway's process between two moments. */
final class Watch {
    private final NetworkLoop loop;
    private final @Nullable GatewayProcess process;
    private final GatewayProcess.@Nullable Sample before;
    private final long startNanos = System.nanoTime();
    private final long startCpuNanos;
    private long cpuNanos;
    private long wallNanos;
    private GatewayProcess.@Nullable Sample after;

    Watch(NetworkLoop loop, long gatewayPid) {
        this.loop = loop;
        process = gatewayPid == 0 ? null : new GatewayProcess(gatewayPid);
        before = process == null ? null : process.sample();
        startCpuNanos = loop.cpuNanos();
    }

    void stop() {
        wallNanos = System.nanoTime() - startNanos;
        cpuNanos = loop.cpuNanos() - startCpuNanos;
        after = process == null ? null : process.sample();
    }

    double seconds() {
        return wallNanos / 1e9;
    }

    /** Adds the CPU figures per message, and the gateway's memory. */
    void report(BenchReport report, long messages) {
        double per100k = messages == 0 ? 0 : 100_000.0 / messages;
        report.put("loader_cpu_s_per_100k", cpuNanos / 1e9 * per100k);
        report.put("loader_cpu_percent", 100.0 * cpuNanos / Math.max(1, wallNanos));
        GatewayProcess.Sample first = before;
        GatewayProcess.Sample last = after;
        if (first != null && last != null) {
            report.put("gateway_cpu_s_per_100k", (last.cpuSeconds() - first.cpuSeconds()) * per100k);
            report.put("gateway_cpu_percent", 100 * (last.cpuSeconds() - first.cpuSeconds()) / seconds());
            report.put("gateway_rss_before_kib", first.residentKib());
            report.put("gateway_rss_after_kib", last.residentKib());
        } else if (first != null) {
            report.fail("the gateway's process ended during the run");
        }
    }
}
