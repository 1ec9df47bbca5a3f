package org.sngateway.gateway.adapter.broker;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A broker, of either version of MQTT, that does as told and remembers every packet; it keeps no session of its own. */
final class ScriptedMqttBroker implements AutoCloseable {

    /** MQTT 5.0 s.3.2.2.3.3. */
    private static final int RECEIVE_MAXIMUM_PROPERTY = 0x21;

    /** What comes right behind a CONNACK, in the same write. */
    final List<MqttMessage> backlog = new CopyOnWriteArrayList<>();

    /** Every packet received, in words: {@code PUBLISH 1 q1 dup t=hello}. */
    final List<String> received = new CopyOnWriteArrayList<>();

    final List<MqttConnectMessage> connects = new CopyOnWriteArrayList<>();

    volatile boolean sessionPresent;
    volatile boolean answersConnect = true;
    volatile MqttConnectReturnCode connectCode = MqttConnectReturnCode.CONNECTION_ACCEPTED;
    volatile boolean answersPublish = true;
    volatile boolean answersRelease = true;
    /** Receive Maximum of MQTT 5; 0 says nothing of it. */
    volatile int receiveMaximum;

    volatile boolean answersSubscribe = true;
    volatile byte publishCode;
    volatile int subscribeCode = -1;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private final List<Channel> connections = new CopyOnWriteArrayList<>();

    ScriptedMqttBroker() {
        this(null);
    }

    /** With a path, it speaks WebSocket there instead of plain TCP. */
    ScriptedMqttBroker(@Nullable String webSocketPath) {
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (webSocketPath != null) {
                            channel.pipeline()
                                    .addLast(
                                            new HttpServerCodec(),
                                            new HttpObjectAggregator(65_536),
                                            new WebSocketServerProtocolHandler(webSocketPath, "mqtt"),
                                            new WebSocketFrames());
                        }
                        channel.pipeline().addLast(new MqttDecoder(1 << 20), MqttEncoder.INSTANCE, new Conversation());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Cuts the newest connection, without DISCONNECT. */
    void drop() {
        connections.get(connections.size() - 1).close().syncUninterruptibly();
    }

    /** Sends a packet on the newest connection. */
    void send(MqttMessage message) {
        connections.get(connections.size() - 1).writeAndFlush(message).syncUninterruptibly();
    }

    static MqttMessage publish(int packetId, MqttQoS qos, boolean dup, String payload) {
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, dup, qos, false, 0),
                new MqttPublishVariableHeader("t", packetId),
                Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8));
    }

    static MqttMessage reply(MqttMessageType type, int packetId, byte code) {
        MqttQoS headerQos = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        return new MqttMessage(
                new MqttFixedHeader(type, false, headerQos, false, 0),
                code == 0
                        ? MqttMessageIdVariableHeader.from(packetId)
                        : new MqttPubReplyMessageVariableHeader(packetId, code, MqttProperties.NO_PROPERTIES));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Takes MQTT out of binary frames and puts it in. */
    private static final class WebSocketFrames extends MessageToMessageCodec<BinaryWebSocketFrame, ByteBuf> {
        @Override
        protected void encode(ChannelHandlerContext ctx, ByteBuf message, List<Object> out) {
            out.add(new BinaryWebSocketFrame(message.retain()));
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, BinaryWebSocketFrame frame, List<Object> out) {
            out.add(frame.content().retain());
        }
    }

    private final class Conversation extends SimpleChannelInboundHandler<MqttMessage> {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            connections.add(ctx.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
            received.add(inWords(message));
            switch (message.fixedHeader().messageType()) {
                case CONNECT -> onConnect(ctx, (MqttConnectMessage) message);
                case PUBLISH -> onPublish(ctx, (MqttPublishMessage) message);
                case SUBSCRIBE -> onSubscribe(ctx, (MqttSubscribeMessage) message);
                case PUBREL -> onRelease(ctx, message);
                case PINGREQ ->
                    ctx.writeAndFlush(new MqttMessage(
                            new MqttFixedHeader(MqttMessageType.PINGRESP, false, MqttQoS.AT_MOST_ONCE, false, 0)));
                case DISCONNECT -> ctx.close();
                default -> {
                    // Remembered; nothing to answer.
                }
            }
        }

        private void onConnect(ChannelHandlerContext ctx, MqttConnectMessage connect) {
            connects.add(connect);
            if (!answersConnect) {
                return;
            }
            boolean accepted = connectCode == MqttConnectReturnCode.CONNECTION_ACCEPTED;
            boolean present =
                    accepted && sessionPresent && !connect.variableHeader().isCleanSession();
            ctx.write(new MqttConnAckMessage(
                    new MqttFixedHeader(MqttMessageType.CONNACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                    new MqttConnAckVariableHeader(connectCode, present, properties())));
            backlog.forEach(ctx::write);
            backlog.clear();
            ctx.flush();
            if (!accepted) {
                ctx.close();
            }
        }

        private MqttProperties properties() {
            if (receiveMaximum == 0) {
                return MqttProperties.NO_PROPERTIES;
            }
            MqttProperties properties = new MqttProperties();
            properties.add(new MqttProperties.IntegerProperty(RECEIVE_MAXIMUM_PROPERTY, receiveMaximum));
            return properties;
        }

        private void onRelease(ChannelHandlerContext ctx, MqttMessage release) {
            if (answersRelease) {
                ctx.writeAndFlush(reply(MqttMessageType.PUBCOMP, idOf(release), (byte) 0));
            }
        }

        private void onPublish(ChannelHandlerContext ctx, MqttPublishMessage publish) {
            if (!answersPublish || publish.fixedHeader().qosLevel() == MqttQoS.AT_MOST_ONCE) {
                return;
            }
            boolean once = publish.fixedHeader().qosLevel() == MqttQoS.EXACTLY_ONCE;
            ctx.writeAndFlush(reply(
                    once ? MqttMessageType.PUBREC : MqttMessageType.PUBACK,
                    publish.variableHeader().packetId(),
                    publishCode));
        }

        private void onSubscribe(ChannelHandlerContext ctx, MqttSubscribeMessage subscribe) {
            if (!answersSubscribe) {
                return;
            }
            int granted = subscribeCode >= 0
                    ? subscribeCode
                    : subscribe
                            .payload()
                            .topicSubscriptions()
                            .get(0)
                            .qualityOfService()
                            .value();
            ctx.writeAndFlush(new MqttSubAckMessage(
                    new MqttFixedHeader(MqttMessageType.SUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                    new MqttMessageIdAndPropertiesVariableHeader(idOf(subscribe), MqttProperties.NO_PROPERTIES),
                    new MqttSubAckPayload(granted)));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    private static int idOf(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }

    private static String inWords(MqttMessage message) {
        if (message instanceof MqttPublishMessage publish) {
            return "PUBLISH " + publish.variableHeader().packetId() + " q"
                    + publish.fixedHeader().qosLevel().value()
                    + (publish.fixedHeader().isDup() ? " dup " : " ")
                    + publish.variableHeader().topicName() + "="
                    + publish.payload().toString(StandardCharsets.UTF_8);
        }
        String type = String.valueOf(message.fixedHeader().messageType());
        return message.variableHeader() instanceof MqttMessageIdVariableHeader id ? type + " " + id.messageId() : type;
    }
}
