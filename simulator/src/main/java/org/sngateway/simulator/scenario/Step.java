package org.sngateway.simulator.scenario;

/**
 * Something that happens at a time.
 *
 * @param atNanos after the start of the run
 */
public record Step(long atNanos, Action action) {

    /** What happens. Shares are 0..1 of a fleet's devices, drawn from the seed. */
    public sealed interface Action {}

    /** Devices are switched on, evenly over a time. A fleet without a ramp starts at 0 over ten seconds. */
    public record Ramp(String fleet, long overNanos) implements Action {}

    /** Devices lose power at once, and with it all they knew; they return evenly over {@code restoreNanos}. */
    public record PowerCut(String fleet, double share, long forNanos, long restoreNanos) implements Action {}

    /** Sleepers come from elsewhere from now on. */
    public record Rebind(String fleet, double share, What what) implements Action {
        /** What changes of an address. */
        public enum What {
            PORT,
            ADDRESS,
            NODE_ID
        }
    }

    /** Devices trade addresses in pairs: each speaks from where another one was. */
    public record SwapAddresses(String fleet, double share) implements Action {}

    /** The fleet's devices have another link from now on. */
    public record ChangeLink(String fleet, String link) implements Action {}

    /** The gateway is killed ({@code SIGKILL}) or stopped in order, and started again. */
    public record GatewayRestart(boolean isKill, long downNanos) implements Action {}

    /** The broker is killed or stopped in order, and started again. */
    public record BrokerRestart(boolean isKill, long downNanos) implements Action {}

    /** The connection between gateway and broker becomes bad for a while. */
    public record BrokerTrouble(Trouble trouble, long delayNanos, long forNanos) implements Action {
        /** What is bad: nothing passes; what the broker says comes late; connections are refused. */
        public enum Trouble {
            STALL,
            DELAY,
            REFUSE
        }
    }

    /** Strangers send what no device would, so many datagrams a second. */
    public record Attack(Abuse abuse, double ratePerSecond, long forNanos) implements Action {
        /** What strangers send. */
        public enum Abuse {
            MALFORMED,
            TRUNCATED,
            OVERSIZED,
            SPOOFED,
            AMPLIFICATION
        }
    }
}
