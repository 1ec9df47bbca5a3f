package org.sngateway.gateway;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.broker.CuttingProxy;
import org.sngateway.gateway.broker.MosquittoProcess;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.PersistentPublisher;
import org.sngateway.gateway.device.UdpDevice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/** The broker goes away and comes back: the devices need not notice, and nothing that was accepted is lost. */
class BrokerOutageIT {
    private static final int DEVICES = 6;
    private static final int CUTS = 8;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "MOSQUITTO.*")
    void losesNothingThatWasAcceptedAndDoublesNothingOfQosTwo(BrokerKind kind) {
        MosquittoProcess broker = MosquittoProcess.in(folder).start();
        try (CuttingProxy proxy = CuttingProxy.before(broker);
                Site site = Site.of(kind, folder)
                        .with(broker)
                        .set("broker.url=mqtt://127.0.0.1:" + proxy.port())
                        .start();
                MqttPeer eye = MqttPeer.persistent(broker.port(), "eye")) {
            eye.subscribe("outage/#", 2);
            List<PersistentPublisher> publishers = new ArrayList<>();
            for (int i = 0; i < DEVICES; i++) {
                UdpDevice device = site.device("outage-" + i);
                publishers.add(new PersistentPublisher(device, "outage/" + i, i % 2 == 0 ? Qos.ONE : Qos.TWO));
            }
            UdpDevice probe = site.device("probe").connected(true);
            ExecutorService threads = Executors.newFixedThreadPool(DEVICES);
            List<CompletableFuture<Void>> ends = publishers.stream()
                    .map(publisher -> CompletableFuture.runAsync(publisher, threads))
                    .toList();
            disturb(proxy, publishers, probe);
            publishers.forEach(PersistentPublisher::end);
            ends.forEach(CompletableFuture::join);
            threads.shutdown();

            List<String> accepted = new ArrayList<>();
            publishers.forEach(publisher -> accepted.addAll(publisher.accepted()));
            assertThat(accepted).hasSizeGreaterThan(DEVICES * CUTS);
            eventually(() -> assertThat(eye.messages()).containsAll(accepted));
            List<String> qosTwo = eye.messages().stream()
                    .filter(message -> message.contains(" 2 0 "))
                    .toList();
            assertThat(qosTwo).isNotEmpty().doesNotHaveDuplicates();
            site.checkTheWireAndTheLog();
        }
    }

    /** Cuts at moments that the devices' progress decides, not the clock. */
    private static void disturb(CuttingProxy proxy, List<PersistentPublisher> publishers, UdpDevice probe) {
        Random random = new Random(7);
        for (int cut = 0; cut < CUTS; cut++) {
            awaitProgress(publishers, 10 + random.nextInt(40));
            if (cut % 4 == 3) {
                int refused = proxy.refused();
                proxy.refuse(true);
                untilRefused(probe);
                eventually(() -> assertThat(proxy.refused()).isGreaterThan(refused + 2 * DEVICES));
                proxy.refuse(false);
            } else {
                proxy.cut();
            }
        }
        awaitProgress(publishers, 50);
    }

    private static void awaitProgress(List<PersistentPublisher> publishers, int messages) {
        for (int i = 0; i < messages; i++) {
            publishers.get(i % publishers.size()).awaitOne();
        }
    }

    /** Subscribes until congestion is the answer: that cannot be stored, so now the gateway has noticed. */
    private static void untilRefused(UdpDevice device) {
        SnMessage answer = null;
        while (!(answer instanceof SubAck ack && ack.returnCode().isCongestion())) {
            device.send(new Subscribe(false, Qos.ZERO, device.nextMsgId(), new TopicRef.Named(Octets.ofUtf8("probe"))));
            answer = device.nextWithin(100);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "MOSQUITTO.*")
    void catchesUpOnWhatWasPublishedMeanwhile(BrokerKind kind) {
        MosquittoProcess broker = MosquittoProcess.in(folder).start();
        try (CuttingProxy proxy = CuttingProxy.before(broker);
                Site site = Site.of(kind, folder)
                        .with(broker)
                        .set("broker.url=mqtt://127.0.0.1:" + proxy.port())
                        .start()) {
            UdpDevice active = site.device("active").connected(true);
            UdpDevice asleep = site.device("asleep").connected(true);
            UdpDevice probe = site.device("probe").connected(true);
            active.subscribe("meanwhile/#", Qos.ONE);
            asleep.subscribe("meanwhile/#", Qos.TWO);
            asleep.sleep(600);
            proxy.refuse(true);

            site.application().publish("meanwhile/1", 1, "m1");
            site.application().publish("meanwhile/2", 2, "m2");
            untilRefused(probe);
            active.hearsNothing();
            assertThat(asleep.wake()).isEmpty();
            proxy.refuse(false);

            assertThat(active.messages(2)).containsExactly("meanwhile/1 1 0 m1", "meanwhile/2 1 0 m2");
            assertThat(asleep.wakeForMessages(2)).containsExactly("meanwhile/1 1 0 m1", "meanwhile/2 2 0 m2");
            active.hearsNothing();
            site.checkTheWireAndTheLog();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "MOSQUITTO.*")
    void servesOnAfterARestartOfTheBroker(BrokerKind kind) {
        try (Site site = Site.of(kind, folder).start()) {
            UdpDevice active = site.device("active").connected(true);
            UdpDevice asleep = site.device("asleep").connected(false);
            UdpDevice probe = site.device("probe").connected(true);
            active.subscribe("restarted", Qos.ONE);
            asleep.subscribe("restarted", Qos.ONE);
            asleep.sleep(600);
            TopicRef topic = active.register("restarted");
            site.application().publish("restarted", 1, "before");
            assertThat(active.message()).isEqualTo("restarted 1 0 before");

            site.mosquitto().stop();
            untilRefused(probe);
            site.mosquitto().start();
            eventually(() -> assertThat(active.publish(topic, Qos.ONE, "after")).isEqualTo(ReturnCode.ACCEPTED));

            assertThat(active.message()).isEqualTo("restarted 1 0 after");
            assertThat(asleep.wakeForMessages(2)).containsExactly("restarted 1 0 before", "restarted 1 0 after");
            site.checkTheWireAndTheLog();
        }
    }
}
