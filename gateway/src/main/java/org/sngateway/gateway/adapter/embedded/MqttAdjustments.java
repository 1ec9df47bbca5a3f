package org.sngateway.gateway.adapter.embedded;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribePayload;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/**
 * Stands between the MQTT codec and Artemis on each connection and makes up for where Artemis departs from MQTT: names
 * ({@link SafeNames}), long message expiry, and both kinds of DISCONNECT. On the connection's event loop.
 */
final class MqttAdjustments extends ChannelDuplexHandler {
    /** Artemis computes an expiry's milliseconds in 32 bits; what is longer would expire at once. */
    private static final int EXPIRY_SECONDS_MAX = Integer.MAX_VALUE / 1000;

    private static final int EXPIRY_PROPERTY = MqttProperties.PUBLICATION_EXPIRY_INTERVAL;

    private static final byte DISCONNECT_WITH_WILL = 0x04;

    /** How long Artemis may take to act on a DISCONNECT; it does so on another thread. */
    private static final long DISCONNECT_MILLIS = 1_000;

    private boolean disconnected;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof MqttMessage mqtt) || mqtt.decoderResult().isFailure()) {
            context.fireChannelRead(message);
        } else if (asksForItsWill(mqtt)) {
            // Artemis would discard the Will; it fires it for a connection that just ends.
            ReferenceCountUtil.release(message);
            context.close();
        } else {
            disconnected |= mqtt.fixedHeader().messageType() == MqttMessageType.DISCONNECT;
            context.fireChannelRead(incoming(mqtt));
        }
    }

    /** A client may close right behind its DISCONNECT; were Artemis to hear of that first, it would fire the Will. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (disconnected) {
            context.executor().schedule(context::fireChannelInactive, DISCONNECT_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            context.fireChannelInactive();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!disconnected) {
            context.fireExceptionCaught(cause);
        }
    }

    private static boolean asksForItsWill(MqttMessage message) {
        return message.fixedHeader().messageType() == MqttMessageType.DISCONNECT
                && message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                && header.reasonCode() == DISCONNECT_WITH_WILL;
    }

    private static MqttMessage incoming(MqttMessage message) {
        if (message instanceof MqttPublishMessage publish) {
            limitExpiry(publish.variableHeader().properties());
            return withTopic(publish, SafeNames.ofTopic(publish.variableHeader().topicName()));
        } else if (message instanceof MqttConnectMessage connect) {
            return new MqttConnectMessage(
                    connect.fixedHeader(), connect.variableHeader(), withSafeNames(connect.payload()));
        } else if (message instanceof MqttSubscribeMessage subscribe) {
            return new MqttSubscribeMessage(
                    subscribe.fixedHeader(),
                    subscribe.idAndPropertiesVariableHeader(),
                    new MqttSubscribePayload(subscribe.payload().topicSubscriptions().stream()
                            .map(MqttAdjustments::withSafeName)
                            .toList()));
        } else if (message instanceof MqttUnsubscribeMessage unsubscribe) {
            return new MqttUnsubscribeMessage(
                    unsubscribe.fixedHeader(),
                    unsubscribe.idAndPropertiesVariableHeader(),
                    new MqttUnsubscribePayload(unsubscribe.payload().topics().stream()
                            .map(SafeNames::ofTopic)
                            .toList()));
        }
        return message;
    }

    private static MqttConnectPayload withSafeNames(MqttConnectPayload payload) {
        String willTopic = payload.willTopic();
        limitExpiry(payload.willProperties());
        return new MqttConnectPayload(
                SafeNames.ofClientId(payload.clientIdentifier()),
                payload.willProperties(),
                willTopic == null ? null : SafeNames.ofTopic(willTopic),
                payload.willMessageInBytes(),
                payload.userName(),
                payload.passwordInBytes());
    }

    private static MqttTopicSubscription withSafeName(MqttTopicSubscription subscription) {
        return new MqttTopicSubscription(SafeNames.ofTopic(subscription.topicFilter()), subscription.option());
    }

    private static void limitExpiry(@Nullable MqttProperties properties) {
        if (properties != null
                && properties.getProperty(EXPIRY_PROPERTY) instanceof MqttProperties.IntegerProperty expiry
                && Integer.compareUnsigned(expiry.value(), EXPIRY_SECONDS_MAX) > 0) {
            properties.add(new MqttProperties.IntegerProperty(EXPIRY_PROPERTY, EXPIRY_SECONDS_MAX));
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(
                message instanceof MqttPublishMessage publish
                        ? withTopic(
                                publish,
                                SafeNames.original(publish.variableHeader().topicName()))
                        : message,
                promise);
    }

    /** The payload, and with it the reference count, passes to what is returned. */
    @SuppressWarnings("ReferenceEquality") // The same object means that nothing had to be changed.
    private static MqttPublishMessage withTopic(MqttPublishMessage publish, String topic) {
        MqttPublishVariableHeader header = publish.variableHeader();
        return topic == header.topicName()
                ? publish
                : new MqttPublishMessage(
                        publish.fixedHeader(),
                        new MqttPublishVariableHeader(topic, header.packetId(), header.properties()),
                        publish.payload());
    }
}
