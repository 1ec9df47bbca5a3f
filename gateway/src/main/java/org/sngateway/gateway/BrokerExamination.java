package org.sngateway.gateway;

import org.sngateway.gateway.adapter.broker.BrokerTrial;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.doctor.Finding;
import org.sngateway.gateway.shard.SingleLoop;

import java.util.List;

/** What {@code doctor} finds out about the broker. */
final class BrokerExamination {
    private static final String AREA = "broker";
    private static final String CLIENT_ID = "sn-gateway-doctor";

    private BrokerExamination() {}

    static List<Finding> of(GatewayConfig config) {
        if (config.broker().url().isEmbedded()) {
            return List.of(Finding.ok(AREA, "url", "the broker is the embedded one"));
        }
        String url = config.broker().url().text();
        String topic = "sn-gateway/" + config.gateway().name() + "/doctor";
        try (SingleLoop loop = new SingleLoop("doctor")) {
            BrokerTrial.Outcome outcome = BrokerTrial.of(
                    BrokerSide.settings(config, Passwords.of(config), 0), loop.executor(), CLIENT_ID, topic);
            return List.of(finding(url, topic, outcome));
        } catch (CannotStart cannotStart) {
            return List.of(Finding.fault(AREA, "settings", cannotStart.sentence(), "correct the section broker"));
        }
    }

    private static Finding finding(String url, String topic, BrokerTrial.Outcome outcome) {
        String how = outcome.detail().isEmpty() ? "no answer" : outcome.detail();
        return switch (outcome.reached()) {
            case LOGIN ->
                Finding.fault(
                        AREA,
                        "login",
                        "cannot log in to " + url + ": " + how,
                        "is it running, and are broker.url, broker.username and broker.password_file right?");
            case SUBSCRIBE ->
                Finding.warning(
                        AREA,
                        "subscribe",
                        "logged in to " + url + "; subscribing to " + topic + ": " + how,
                        "let the gateway's user read what devices subscribe to (Mosquitto: topic readwrite in acl_file)");
            case PUBLISH ->
                Finding.warning(
                        AREA,
                        "publish",
                        "logged in to " + url + "; publishing to " + topic + ": " + how,
                        "let the gateway's user write what devices publish (Mosquitto: topic readwrite in acl_file)");
            case RETURN ->
                Finding.warning(
                        AREA,
                        "return",
                        "what was published to " + topic + " at " + url + " did not come back",
                        "the broker drops silently what its rules forbid: look at its access rules for this topic");
            case DONE -> Finding.ok(AREA, "rights", "logged in to " + url + ", subscribed, published and got it back");
        };
    }
}
