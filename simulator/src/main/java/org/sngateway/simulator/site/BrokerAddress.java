package org.sngateway.simulator.site;

import com.hivemq.client.mqtt.MqttClientBuilderBase;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import io.reactivex.schedulers.Schedulers;
import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.fleet.port.SiteException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Where a broker is, and who we are there: {@code mqtt://} or {@code mqtts://[user:password@]host[:port]}.
 *
 * @param user {@code null}: none is given
 */
record BrokerAddress(
        String host, int port, boolean isTls, @Nullable String user, String password) {
    private static final int PORT = 1883;
    private static final int TLS_PORT = 8883;
    private static final long TCP_SECONDS = 5;
    private static final long CONNACK_SECONDS = 10;

    /** Anything else is one sentence. */
    static BrokerAddress of(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException wrong) {
            throw form(url);
        }
        boolean isTls = "mqtts".equals(uri.getScheme());
        if (!isTls && !"mqtt".equals(uri.getScheme()) || uri.getHost() == null) {
            throw form(url);
        }
        int usual = isTls ? TLS_PORT : PORT;
        String userInfo = uri.getUserInfo();
        int colon = userInfo == null ? -1 : userInfo.indexOf(':');
        String user = userInfo == null || colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = userInfo == null || colon < 0 ? "" : userInfo.substring(colon + 1);
        return new BrokerAddress(uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort(), isTls, user, password);
    }

    private static SiteException form(String url) {
        return new SiteException("A broker is given as mqtt://host[:port] or mqtts://host[:port], not " + url + ".");
    }

    /** What clients of both versions have in common. */
    <B extends MqttClientBuilderBase<B>> B with(B builder, String clientId) {
        B built = builder.identifier(clientId)
                .transportConfig()
                .serverHost(host)
                .serverPort(port)
                .socketConnectTimeout(TCP_SECONDS, TimeUnit.SECONDS)
                .mqttConnectTimeout(CONNACK_SECONDS, TimeUnit.SECONDS)
                .applyTransportConfig()
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.trampoline())
                        .build());
        return isTls ? built.sslWithDefaultConfig() : built;
    }

    byte[] passwordOctets() {
        return password.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
