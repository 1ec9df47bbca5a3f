package org.sngateway.gateway.config;

import org.sngateway.gateway.config.GatewayConfig.Admission;
import org.sngateway.gateway.config.GatewayConfig.Identity;
import org.sngateway.gateway.config.GatewayConfig.Log;
import org.sngateway.gateway.config.GatewayConfig.Mode;
import org.sngateway.gateway.config.GatewayConfig.Queue;
import org.sngateway.gateway.config.GatewayConfig.Sessions;
import org.sngateway.gateway.config.GatewayConfig.Sleep;
import org.sngateway.gateway.config.GatewayConfig.Storage;
import org.sngateway.gateway.config.ListenerConfig.Discovery;
import org.sngateway.gateway.config.Settings.View;
import org.sngateway.gateway.session.EngineOptions.WakeFrom;
import org.sngateway.gateway.session.PredefinedTopic;
import org.sngateway.gateway.session.Rate;
import org.sngateway.gateway.session.Tolerance;

import java.nio.file.Path;
import java.util.List;

/** Makes the records of settings that have no problem. */
final class Binding {
    private final Settings settings;
    private final String gatewayName;

    private Binding(Settings settings) {
        this.settings = settings;
        this.gatewayName = settings.at("gateway").text("name");
    }

    static GatewayConfig of(Settings settings) {
        return new Binding(settings).config();
    }

    private GatewayConfig config() {
        View gateway = settings.at("gateway");
        View log = settings.at("log");
        ProtocolConfig protocol = protocol(settings.at("protocol"));
        return new GatewayConfig(
                new Identity(
                        gateway.number("id"), gatewayName, gateway.value("mode", Mode.class), gateway.number("shards")),
                settings.entries("listeners").stream().map(Binding::listener).toList(),
                broker(settings.at("broker")),
                protocol,
                sleep(settings.at("sleep")),
                sessions(settings.at("sessions")),
                admission(settings.at("admission")),
                predefined(settings),
                settings.entries("clients").stream()
                        .map(c -> client(c, protocol.maxPacketSize()))
                        .toList(),
                storage(settings.at("storage")),
                http(settings.at("http")),
                statusTopics(settings.at("status_topics")),
                new HomeAssistantBinding(settings).config(),
                new Log(
                        log.value("level", GatewayConfig.Level.class),
                        log.value("format", GatewayConfig.Format.class),
                        log.flag("packets")));
    }

    static List<PredefinedTopic> predefined(Settings settings) {
        return settings.entries("topics.predefined").stream()
                .map(t -> new PredefinedTopic(t.number("id"), t.text("topic"), t.text("clients")))
                .toList();
    }

    private String named(String template) {
        return template.replace("{gateway}", gatewayName);
    }

    private static ListenerConfig listener(View listener) {
        View discovery = listener.section("discovery");
        return new ListenerConfig(
                listener.text("name"),
                listener.value("bind", HostPort.class),
                listener.networks("allow"),
                Math.toIntExact(listener.size("receive_buffer")),
                Math.toIntExact(listener.size("max_packet_size")),
                new Discovery(
                        discovery.flag("advertise"),
                        discovery.duration("advertise_interval"),
                        discovery.list("groups").stream()
                                .map(HostPort.class::cast)
                                .toList(),
                        discovery.texts("interfaces").stream()
                                .filter(name -> !name.equals("auto"))
                                .toList(),
                        discovery.number("hop_limit")));
    }

    private BrokerConfig broker(View broker) {
        View tls = broker.section("tls");
        View reconnect = broker.section("reconnect");
        View spool = broker.section("spool");
        Path ca = tls.value("ca", Path.class);
        return new BrokerConfig(
                broker.value("url", BrokerUrl.class),
                broker.value("mqtt_version", BrokerConfig.MqttVersion.class),
                broker.text("username"),
                broker.file("password_file"),
                new BrokerConfig.Tls(Paths.orNull(ca), tls.file("cert"), tls.file("key"), tls.flag("verify")),
                named(broker.text("client_id")),
                named(broker.text("topic_prefix")),
                broker.duration("keep_alive"),
                broker.duration("connect_timeout"),
                broker.number("connects_at_once"),
                new BrokerConfig.Reconnect(
                        reconnect.duration("min"), reconnect.duration("max"), reconnect.flag("jitter")),
                broker.number("receive_maximum"),
                broker.duration("away_limit"),
                broker.duration("clean_session_expiry"),
                broker.duration("will_delay"),
                new BrokerConfig.Spool(spool.number("max_messages"), spool.size("max_bytes"), spool.flag("qos0")),
                new BrokerConfig.Embedded(broker.section("embedded").value("bind", HostPort.class)));
    }

    private ProtocolConfig protocol(View protocol) {
        View minusOne = protocol.section("publish_minus_one");
        return new ProtocolConfig(
                protocol.duration("retry_interval"),
                protocol.number("max_retries"),
                protocol.duration("transaction_time"),
                protocol.flag("probe"),
                protocol.duration("idle_limit"),
                Math.toIntExact(protocol.size("max_packet_size")),
                protocol.number("client_id_max"),
                protocol.networks("forwarders"),
                protocol.number("uplink_window"),
                new ProtocolConfig.PublishMinusOne(
                        minusOne.flag("enabled"),
                        named(minusOne.text("as_client")),
                        minusOne.texts("allow_topics"),
                        minusOne.networks("allow"),
                        minusOne.value("rate", Rate.class),
                        minusOne.flag("retain")));
    }

    private StatusTopicsConfig statusTopics(View topics) {
        return new StatusTopicsConfig(
                topics.flag("enabled"),
                named(topics.text("base")),
                topics.duration("interval"),
                topics.flag("per_client"),
                topics.number("per_second"),
                topics.flag("requests"));
    }

    private static Sleep sleep(View sleep) {
        View queue = sleep.section("queue");
        return new Sleep(
                Math.toIntExact(sleep.duration("max_duration").toSeconds()),
                sleep.value("tolerance", Tolerance.class),
                sleep.value("wake_from", WakeFrom.class),
                sleep.value("wake_connect", GatewayConfig.WakeConnect.class),
                sleep.value("uplink", GatewayConfig.Uplink.class),
                sleep.number("wakes_max"),
                sleep.number("messages_per_wake"),
                new Queue(
                        queue.number("max_messages"),
                        queue.size("max_bytes"),
                        queue.duration("expiry"),
                        queue.texts("keep_latest")));
    }

    private static Sessions sessions(View sessions) {
        return new Sessions(
                sessions.duration("expiry"),
                sessions.number("max_clients"),
                sessions.number("max_topics"),
                sessions.number("max_subscriptions"),
                sessions.flag("keep_will"));
    }

    private static Admission admission(View admission) {
        return new Admission(
                admission.number("sessions_per_source"),
                admission.value("connects_per_source", Rate.class),
                admission.value("connects", Rate.class),
                admission.value("disconnects_per_source", Rate.class),
                admission.value("disconnects", Rate.class),
                admission.value("searches", Rate.class),
                admission.number("sources_max"));
    }

    private static Storage storage(View storage) {
        return new Storage(
                storage.value("dir", Path.class),
                storage.flag("sessions"),
                storage.duration("flush"),
                storage.value("sync", GatewayConfig.Sync.class));
    }

    private static HttpConfig http(View http) {
        return new HttpConfig(
                http.flag("enabled"),
                http.value("bind", HostPort.class),
                http.flag("ui"),
                http.flag("metrics"),
                http.value("metrics_token", HttpConfig.MetricsToken.class),
                http.flag("allow_anonymous_read"),
                http.file("token_file"));
    }

    private static ClientRule client(View client, int maxPacketSize) {
        View match = client.section("match");
        long size = client.size("max_packet_size");
        return new ClientRule(
                match.text("client_id"),
                match.networks("source"),
                client.text("broker_username"),
                client.file("broker_password_file"),
                List.copyOf(client.texts("publish")),
                List.copyOf(client.texts("subscribe")),
                client.flag("dup"),
                size == Sizes.ELSEWHERE ? maxPacketSize : Math.toIntExact(size),
                client.duration("expect_every"));
    }
}
