package org.sngateway.gateway.adapter.broker;

import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3DisconnectException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3UnsubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5UnsubAckException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;

import java.security.GeneralSecurityException;
import java.util.regex.Pattern;

/** Reads the MQTT client's exceptions. Whatever is no answer of the broker is trouble on the way: congestion. */
final class BrokerErrors {
    private static final int DETAIL_CHARS_MAX = 200;

    /** How native sockets name the call that failed. */
    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ");

    private BrokerErrors() {}

    static ReturnCode ofConnect(Throwable error) {
        if (error instanceof Mqtt5ConnAckException refused) {
            return ReasonCodes.ofConnAck5(
                    refused.getMqttMessage().getReasonCode().getCode());
        }
        if (error instanceof Mqtt3ConnAckException refused) {
            return ReasonCodes.ofConnAck3(
                    refused.getMqttMessage().getReturnCode().getCode());
        }
        return ReturnCode.CONGESTION;
    }

    static ReturnCode ofSubscribe(Throwable error) {
        if (error instanceof Mqtt5SubAckException refused) {
            return ReasonCodes.ofSubAck(
                    refused.getMqttMessage().getReasonCodes().get(0).getCode());
        }
        if (error instanceof Mqtt3SubAckException || error instanceof MqttEncodeException) {
            return ReturnCode.NOT_SUPPORTED;
        }
        return ReturnCode.CONGESTION;
    }

    static BrokerEvent ofPublish(long token, Throwable error) {
        if (error instanceof Mqtt5PubAckException refused) {
            int code = refused.getMqttMessage().getReasonCode().getCode();
            return new BrokerEvent.PublishRejected(token, ReasonCodes.ofPublish(code));
        }
        if (error instanceof Mqtt5PubRecException refused) {
            int code = refused.getMqttMessage().getReasonCode().getCode();
            return new BrokerEvent.PublishRejected(token, ReasonCodes.ofPublish(code));
        }
        if (error instanceof MqttEncodeException) {
            // Too large for what this broker accepts: it will be so every time.
            return new BrokerEvent.PublishRejected(token, ReturnCode.NOT_SUPPORTED);
        }
        return new BrokerEvent.PublishAborted(token);
    }

    /** Whether it is the broker's answer to an UNSUBSCRIBE, be it a refusal. */
    static boolean isAnswer(Throwable error) {
        return error instanceof Mqtt5UnsubAckException || error instanceof Mqtt3UnsubAckException;
    }

    /**
     * Whether the client itself gave up the connection because what came does not go with its own memory of the session:
     * more messages than it can hold, or a packet id that it knows for another message's. A broker that died before it had
     * saved its session sends the latter. The client would give up each further connection for the same reason.
     */
    static boolean isClientsVerdict(MqttClientDisconnectedContext ended) {
        if (ended.getSource() != MqttDisconnectSource.CLIENT) {
            return false;
        }
        Throwable cause = ended.getCause();
        // The library's view for MQTT 3.1.1 has no reason codes: it disconnects only for such a verdict.
        return cause instanceof Mqtt3DisconnectException
                || cause instanceof Mqtt5DisconnectException verdict
                        && (verdict.getMqttMessage().getReasonCode() == Mqtt5DisconnectReasonCode.PROTOCOL_ERROR
                                || verdict.getMqttMessage().getReasonCode()
                                        == Mqtt5DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
    }

    /** One line for the log. */
    static String describe(Throwable error) {
        if (error instanceof Mqtt5ConnAckException refused) {
            return "refused by the broker: " + refused.getMqttMessage().getReasonCode();
        }
        if (error instanceof Mqtt3ConnAckException refused) {
            return "refused by the broker: " + refused.getMqttMessage().getReturnCode();
        }
        if (error instanceof Mqtt5DisconnectException ended) {
            return "disconnected: " + ended.getMqttMessage().getReasonCode();
        }
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String text = message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
        String line = SYSTEM_CALL.matcher(text.lines().findFirst().orElse(text)).replaceFirst("");
        if (root instanceof GeneralSecurityException && error instanceof ConnectionFailedException) {
            line = "the broker's certificate is not accepted (broker.tls.ca): " + line;
        }
        return line.length() > DETAIL_CHARS_MAX ? line.substring(0, DETAIL_CHARS_MAX) : line;
    }
}
