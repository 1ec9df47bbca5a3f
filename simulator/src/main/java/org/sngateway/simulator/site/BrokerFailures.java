package org.sngateway.simulator.site;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import org.sngateway.simulator.fleet.port.SiteException;

import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.Locale;

/** What a broker's refusals mean, in sentences. */
final class BrokerFailures {
    private BrokerFailures() {}

    static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether the broker may know MQTT 3.1.1 only: some refuse with a code, others close the connection. */
    static boolean isOfVersion(Throwable failure) {
        Throwable cause = root(failure);
        if (cause instanceof Mqtt5ConnAckException refused) {
            return refused.getMqttMessage().getReasonCode() == Mqtt5ConnAckReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
        }
        return cause instanceof ConnectionClosedException
                || failure instanceof ConnectionClosedException
                || String.valueOf(cause.getMessage()).contains("CONNACK");
    }

    static SiteException connect(BrokerAddress broker, Throwable failure) {
        Throwable cause = root(failure);
        if (cause instanceof Mqtt5ConnAckException refused) {
            return refused(broker, refused.getMqttMessage().getReasonCode().name());
        }
        if (cause instanceof Mqtt3ConnAckException refused) {
            return refused(broker, refused.getMqttMessage().getReturnCode().name());
        }
        if (cause instanceof UnknownHostException) {
            return new SiteException("There is no host " + broker.host() + " (the broker).", failure);
        }
        if (cause instanceof CertPathBuilderException) {
            return new SiteException(
                    "The broker at " + broker + " has a certificate of somebody whom Java does not trust; name its"
                            + " authority: java -Djavax.net.ssl.trustStore=FILE -jar sn-sim.jar ...",
                    failure);
        }
        return new SiteException(
                "Cannot connect to the broker at " + broker + ": " + cause.getMessage() + ".", failure);
    }

    private static SiteException refused(BrokerAddress broker, String code) {
        return new SiteException("The broker at " + broker + " refuses the connection: "
                + code.toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
    }

    static SiteException subscribe(String filter, Throwable failure) {
        return new SiteException(
                "The broker refuses the subscription to " + filter + ": "
                        + root(failure).getMessage() + ".",
                failure);
    }

    static SiteException publish(String topic, Throwable failure) {
        return new SiteException(
                "The broker refuses a message to " + topic + ": "
                        + root(failure).getMessage() + ".",
                failure);
    }
}
