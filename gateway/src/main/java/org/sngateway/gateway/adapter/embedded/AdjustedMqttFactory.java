package org.sngateway.gateway.adapter.embedded;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManagerFactory;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.ServiceLoader;

/**
 * Artemis's MQTT with {@link MqttAdjustments} on each connection, and a decoder that refuses a large packet at its first
 * octets rather than when it has been read. Artemis's classes cannot be extended, so they stand behind proxies.
 */
final class AdjustedMqttFactory {
    private static final int CLIENT_ID_OCTETS_MAX = 0xFFFF;

    private AdjustedMqttFactory() {}

    /** The factory to give to a server instead of the one it would find. */
    @SuppressWarnings("rawtypes") // As Artemis declares it.
    static ProtocolManagerFactory withPacketsUpTo(int packetBytesMax) {
        ProtocolManagerFactory found = find();
        return proxy(ProtocolManagerFactory.class, (method, arguments) -> {
            Object result = call(found, method, arguments);
            return result instanceof ProtocolManager manager ? adjusted(manager, packetBytesMax) : result;
        });
    }

    @SuppressWarnings("rawtypes")
    private static ProtocolManagerFactory find() {
        for (ProtocolManagerFactory factory :
                ServiceLoader.load(ProtocolManagerFactory.class, AdjustedMqttFactory.class.getClassLoader())) {
            if (Arrays.asList(factory.getProtocols()).contains("MQTT")) {
                return factory;
            }
        }
        throw new IllegalStateException("the MQTT protocol of Artemis is not on the class path");
    }

    @SuppressWarnings("rawtypes")
    private static ProtocolManager adjusted(ProtocolManager manager, int packetBytesMax) {
        return proxy(ProtocolManager.class, (method, arguments) -> {
            Object result = call(manager, method, arguments);
            if (arguments != null && arguments.length == 1 && arguments[0] instanceof ChannelPipeline pipeline) {
                adjust(pipeline, packetBytesMax);
            }
            return result;
        });
    }

    private static void adjust(ChannelPipeline pipeline, int packetBytesMax) {
        pipeline.replace(MqttDecoder.class, "mqtt-decoder", new MqttDecoder(packetBytesMax, CLIENT_ID_OCTETS_MAX));
        pipeline.addBefore(
                pipeline.context(MQTTProtocolHandler.class).name(), "mqtt-adjustments", new MqttAdjustments());
    }

    private interface Call {
        @Nullable
        Object apply(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                AdjustedMqttFactory.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.apply(method, arguments)));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }
}
