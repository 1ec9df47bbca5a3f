package org.sngateway.simulator.crash;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A broker and a gateway on ports of their own, which they keep over all their lives. */
final class Site implements AutoCloseable {
    final MosquittoProgram broker;
    final GatewayProgram gateway;
    final InetSocketAddress gatewayAddress;
    final Path storage;

    Site(CrashSettings settings, boolean brokerSavesOnChange) {
        gatewayAddress = new InetSocketAddress(InetAddress.getLoopbackAddress(), KeptPorts.udp());
        broker = new MosquittoProgram(settings.folder().resolve("broker"), KeptPorts.tcp(), brokerSavesOnChange);
        Path home = settings.folder().resolve("gateway");
        storage = home.resolve("data");
        List<String> options = new ArrayList<>(List.of(
                "broker.url=" + broker.uri(),
                "broker.mqtt_version=" + settings.mqttVersion(),
                "broker.reconnect.min=100ms",
                "broker.reconnect.max=1s",
                "listeners.0.bind=127.0.0.1:" + gatewayAddress.getPort(),
                "listeners.0.discovery.groups=[]",
                "protocol.retry_interval=1s",
                "storage.dir=data"));
        options.addAll(settings.settings());
        gateway = new GatewayProgram(settings.gatewayJar(), home, settings.jvmOptions(), options);
    }

    void start() {
        broker.start();
        startGateway();
    }

    void startGateway() {
        gateway.launch();
        gateway.awaitStarted();
    }

    @Override
    public void close() {
        gateway.close();
        broker.close();
    }
}
