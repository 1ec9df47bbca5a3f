package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.config.Checked;
import org.sngateway.gateway.config.Durations;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code publish}: sends a message to one device, whatever it has subscribed to. */
@Command(
        name = "publish",
        description = {
            "Sends a message to one device, awake, asleep or away, whatever it has subscribed to.",
            "With QoS 1 and 2 it is on the gateway's disk when this command ends, and waits there for the device."
        })
final class PublishCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "the client id")
    private String clientId = "";

    @ArgGroup(multiplicity = "1")
    private Topic topic = new Topic();

    /** One of both. */
    private static final class Topic {
        @Option(names = "-t", paramLabel = "TOPIC", description = "the topic's name")
        @Nullable
        String name;

        @Option(names = "-T", paramLabel = "ID", description = "the predefined topic id")
        @Nullable
        Integer id;
    }

    @Option(names = "-m", paramLabel = "MESSAGE", required = true, description = "the message")
    private String message = "";

    @Option(names = "-q", paramLabel = "QOS", defaultValue = "1", description = "0, 1 or 2; default 1")
    private int qos = 1;

    @Option(
            names = "--expiry",
            paramLabel = "TIME",
            description = "after which it is not delivered any more, such as 10m")
    private @Nullable String expiry;

    @Option(names = "--keep-latest", description = "it takes the place of a message that waits on the same topic")
    private boolean keepLatest;

    @Option(
            names = "--correlation",
            paramLabel = "TEXT",
            description = "stands in the events that tell what became of it")
    private @Nullable String correlation;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    PublishCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (topic.name != null) {
            body.put("topic", topic.name);
        } else if (topic.id != null) {
            body.put("topic_id", topic.id);
        }
        body.put("payload", message);
        body.put("qos", qos);
        if (expiry != null) {
            Checked checked = Durations.between("1s", "365d").parse(expiry);
            if (!(checked.value() instanceof Duration time)) {
                surroundings.err().println("--expiry \"" + expiry + "\" " + checked.problem());
                return ExitCode.USAGE;
            }
            body.put("expiry_s", time.toSeconds());
        }
        body.put("keep_latest", keepLatest);
        if (correlation != null) {
            body.put("correlation", correlation);
        }
        return Remotely.ask(remote, surroundings, gateway -> {
            Map<String, Object> queued =
                    gateway.send("POST", "/clients/" + RemoteGateway.part(clientId) + "/publish", body);
            Object expected = queued.get("expected_delivery");
            surroundings
                    .out()
                    .println("queued as " + queued.get("n")
                            + (expected == null ? "" : ", expected delivery " + expected));
        });
    }
}
