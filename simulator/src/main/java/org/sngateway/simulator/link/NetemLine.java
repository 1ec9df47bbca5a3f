package org.sngateway.simulator.link;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same link with Linux's netem (tc-netem(8)), as far as it goes. */
public final class NetemLine {
    /** What netem counts of a datagram on the loopback device and a link here does not: Ethernet's header. */
    private static final int ETHERNET_OCTETS = 14;

    /** Makes netem keep the order of datagrams, and is too fast to be noticed. */
    private static final String FAST = "rate 10gbit";

    private static final double MILLI_NANOS = 1e6;
    private static final int PERCENT = 100;

    private NetemLine() {}

    /** The command that does it, for root; one direction, all devices together. */
    public static String of(LinkSpec spec, String device) {
        List<String> words = new ArrayList<>(List.of("tc qdisc add dev", device, "root netem"));
        if (spec.delayNanos() > 0 || spec.jitterNanos() > 0 || spec.reorder() > 0) {
            words.add("delay " + millis(spec.delayNanos()));
            if (spec.jitterNanos() > 0) {
                words.add(millis(spec.jitterNanos()));
            }
        }
        LinkSpec.Bursts bursts = spec.bursts();
        if (bursts != null) {
            words.add("loss gemodel " + percent(bursts.enter()) + " " + percent(bursts.leave()) + " "
                    + percent(bursts.lossInBurst()) + " " + percent(spec.loss()));
        } else if (spec.loss() > 0) {
            words.add("loss random " + percent(spec.loss()));
        }
        if (spec.duplicate() > 0) {
            words.add("duplicate " + percent(spec.duplicate()));
        }
        if (spec.reorder() > 0) {
            words.add("reorder " + percent(spec.reorder()));
        }
        if (spec.rateBitsPerSecond() > 0) {
            words.add("rate " + spec.rateBitsPerSecond() + "bit -" + ETHERNET_OCTETS);
            words.add("limit "
                    + (spec.queueDatagrams() == 0 ? Integer.MAX_VALUE : spec.queueDatagrams() + inFlight(spec)));
        } else if (spec.jitterNanos() > 0) {
            words.add(FAST);
        }
        return String.join(" ", words);
    }

    /** The command that takes any of them away. */
    public static String end(String device) {
        return "tc qdisc del dev " + device + " root";
    }

    /** Its limit counts what is delayed as well as what waits. */
    private static int inFlight(LinkSpec spec) {
        double smallest = ImpairedLink.HEADER_OCTETS * 8.0;
        double seconds = (spec.delayNanos() + spec.jitterNanos()) / 1e9;
        return 1 + (int) Math.ceil(seconds * spec.rateBitsPerSecond() / smallest);
    }

    /** What netem does otherwise or not at all, a sentence each. */
    public static List<String> remarks(LinkSpec spec) {
        List<String> remarks = new ArrayList<>();
        remarks.add("netem treats all devices of an interface as one: bursts and the queue are shared.");
        remarks.add("On lo the line holds for both directions, because requests and answers leave by it; on another"
                + " device for what this machine sends only.");
        if (spec.rateBitsPerSecond() > 0) {
            remarks.add("netem loses datagrams before they take their time at the rate; here what is lost was sent.");
            remarks.add("netem's limit is for what waits and what is under way together.");
        }
        if (spec.jitterNanos() > 0) {
            remarks.add("netem keeps the order of datagrams with jitter only because a rate is given.");
        }
        if (spec.nat() != null) {
            remarks.add("netem has no NAT: the timeout is missing.");
        }
        return remarks;
    }

    private static String millis(long nanos) {
        return number(nanos / MILLI_NANOS) + "ms";
    }

    private static String percent(double share) {
        return number(share * PERCENT) + "%";
    }

    private static String number(double value) {
        String text =
                new BigDecimal(value, new MathContext(6)).stripTrailingZeros().toPlainString();
        return text.toLowerCase(Locale.ROOT);
    }
}
