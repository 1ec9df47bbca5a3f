package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.tool.MessageFormat;
import org.sngateway.simulator.tool.SubscribePlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code sn-sim sub}: an MQTT-SN device that subscribes. */
@Command(
        name = "sub",
        sortOptions = false,
        description = "Subscribes as an MQTT-SN device and prints what arrives. Options are those of mosquitto_sub and"
                + " mqtt-sn-sub. Where they differ: -T and -V are mqtt-sn-sub's, -v is mosquitto_sub's, and -e"
                + " sleeps again and again. A lost connection is set up anew.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:ended by -C, -1, -E, --retained-only or Ctrl-C",
            "1:failed on the way",
            "27:the time of -W is over",
            "64:wrong options",
            "69:the gateway does not answer, or is congested",
            "73:the local address or port cannot be used",
            "77:the gateway refuses it"
        })
final class SubCommand implements Callable<Integer> {
    @Mixin
    DeviceArguments device = new DeviceArguments();

    @Option(
            names = {"-t", "--topic"},
            description = "topic name or filter; may be given several times")
    String[] topics = {};

    @Option(
            names = {"-T", "--topic-id"},
            description = "predefined topic id; may be given several times")
    int[] topicIds = {};

    @Option(
            names = {"-U", "--unsubscribe"},
            description = "end this subscription of an earlier connection first; may be given several times")
    String[] unsubscribes = {};

    @Option(
            names = "--predefined",
            description = "what a predefined topic id is printed as, instead of predefined/ID; may be given several"
                    + " times",
            paramLabel = "ID=NAME")
    Map<Integer, String> names = new HashMap<>();

    @Option(
            names = {"-q", "--qos"},
            defaultValue = "0",
            description = "0, 1 or 2; default ${DEFAULT-VALUE}")
    int qos;

    @Option(
            names = {"-e", "--sleep"},
            defaultValue = "0",
            description = "sleep: for so many seconds, wake, collect what has arrived, and sleep again")
    int sleep;

    @Option(names = "-C", description = "end after so many messages", defaultValue = "0")
    long count;

    @Option(names = "-1", description = "end after one message, like -C 1")
    boolean one;

    @Option(names = "-W", description = "end after so many seconds, with 27", defaultValue = "0")
    double timeout;

    @Option(names = "-E", description = "end when the subscriptions are acknowledged")
    boolean untilSubscribed;

    @Option(names = "-R", description = "leave retained messages out")
    boolean noRetained;

    @Option(names = "--retained-only", description = "retained messages only; the first other one ends it")
    boolean retainedOnly;

    @Option(
            names = {"-v", "--verbose"},
            description = "print topic and payload")
    boolean verbose;

    @Option(names = "-V", description = "print date, time and topic, then the payload after a colon")
    boolean timed;

    @Option(
            names = {"-F", "--format"},
            description = "print in this format. %%t topic, %%p payload, %%q QoS, %%r retain, %%m message id, %%l"
                    + " length, %%x %%X payload in hexadecimal, %%I %%U time, %%j %%J JSON, %%%%; @Y @m @d @H @M @S"
                    + " @N @s @z @F @T as in date(1), @@; \\n \\t \\r \\0 \\a \\e \\v \\\\. Widths as in printf(3),"
                    + " not for %%x")
    @Nullable
    String format;

    @Option(names = "-N", description = "no new line after each message")
    boolean noNewLine;

    @Override
    public Integer call() {
        List<TopicRef> wanted = new ArrayList<>();
        for (String each : topics) {
            wanted.add(device.topic(each));
        }
        for (int each : topicIds) {
            wanted.add(device.predefined(each));
        }
        List<TopicRef> unwanted = new ArrayList<>();
        for (String each : unsubscribes) {
            unwanted.add(device.topic(each));
        }
        device.check(!wanted.isEmpty() || !unwanted.isEmpty(), "at least one -t or -T is needed");
        device.check(qos >= 0 && qos <= 2, "-q is 0, 1 or 2");
        device.check(count >= 0 && timeout >= 0 && timeout <= 1e6, "-C and -W are not negative");
        device.check(!noRetained || !retainedOnly, "-R and --retained-only exclude each other");
        device.checkSleep(sleep);
        SubscribePlan.Retained retained = noRetained
                ? SubscribePlan.Retained.LEFT_OUT
                : retainedOnly ? SubscribePlan.Retained.ONLY : SubscribePlan.Retained.PRINTED;
        SubscribePlan plan = new SubscribePlan(
                wanted,
                unwanted,
                Qos.ofBits(qos),
                sleep,
                one ? 1 : count,
                (long) (timeout * 1e9),
                untilSubscribed,
                retained);
        return device.tool(1, names).subscribe(plan, messageFormat(), !noNewLine);
    }

    private @Nullable MessageFormat messageFormat() {
        try {
            if (format != null) {
                return MessageFormat.valueOf(format);
            }
        } catch (IllegalArgumentException wrong) {
            device.check(false, String.valueOf(wrong.getMessage()));
        }
        if (timed) {
            return MessageFormat.valueOf("@F @T %t: %p");
        }
        return verbose ? MessageFormat.valueOf("%t %p") : null;
    }
}
