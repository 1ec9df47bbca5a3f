package org.sngateway.gateway.adapter.embedded;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class MqttAdjustmentsTest {
    private boolean closeSeen;

    private final EmbeddedChannel channel =
            new EmbeddedChannel(new MqttAdjustments(), new ChannelInboundHandlerAdapter() {
                @Override
                public void channelInactive(ChannelHandlerContext context) {
                    closeSeen = true;
                }
            });

    private static MqttPublishMessage publish(String topic, MqttProperties properties) {
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(1)
                .properties(properties)
                .payload(Unpooled.EMPTY_BUFFER)
                .build();
    }

    private static MqttMessage disconnect(int reason) {
        return new MqttMessage(
                new MqttFixedHeader(MqttMessageType.DISCONNECT, false, MqttQoS.AT_MOST_ONCE, false, 0),
                new MqttReasonCodeAndPropertiesVariableHeader((byte) reason, MqttProperties.NO_PROPERTIES));
    }

    private int expiryAfter(int seconds) {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL, seconds));
        channel.writeInbound(publish("a", properties));
        MqttPublishMessage read = channel.readInbound();
        Object property = read.variableHeader().properties().getProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL);
        return ((MqttProperties.IntegerProperty) Objects.requireNonNull(property)).value();
    }

    @Test
    void aTopicLeavesAsItCame() {
        channel.writeInbound(publish("ip/fd12::a7.x", new MqttProperties()));
        MqttPublishMessage inside = channel.readInbound();
        assertThat(inside.variableHeader().topicName()).doesNotContain(".", ":");
        channel.writeOutbound(inside);
        MqttPublishMessage outside = channel.readOutbound();
        assertThat(outside.variableHeader().topicName()).isEqualTo("ip/fd12::a7.x");
    }

    @Test
    void limitsAnExpiryThatWouldOverflow() {
        assertThat(expiryAfter(2_147_483)).isEqualTo(2_147_483);
        assertThat(expiryAfter(2_147_484)).isEqualTo(2_147_483);
        assertThat(expiryAfter(0xFFFF_FFFF)).isEqualTo(2_147_483);
        assertThat(expiryAfter(0)).isZero();
    }

    @Test
    void aDisconnectWithWillIsSeenAsABrokenConnection() {
        channel.writeInbound(disconnect(0x04));
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
        assertThat(closeSeen).isTrue();
    }

    @Test
    void anOrderlyDisconnectIsActedOnBeforeTheCloseIsSeen() {
        channel.freezeTime();
        channel.writeInbound(disconnect(0x00));
        assertThat(channel.inboundMessages()).hasSize(1);
        // Not close(): the embedded channel would cancel what is scheduled.
        channel.pipeline().fireChannelInactive();
        assertThat(closeSeen).isFalse();
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(closeSeen).isTrue();
    }
}
