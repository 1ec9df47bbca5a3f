package org.sngateway.gateway.adapter.embedded;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Artemis's configuration for a small MQTT broker that keeps what it acknowledged. */
final class BrokerConfiguration {
    static final String ACCEPTOR = "mqtt";

    /**
     * How long the journal waits for company before it syncs. Every waiting publisher is answered by the same sync, so
     * this bounds the rate of syncs, not the rate of messages, and it is the least latency of a PUBACK.
     */
    private static final int JOURNAL_GATHER_NANOS = 1_000_000;

    private static final int JOURNAL_FILE_BYTES = 4 << 20;
    private static final int JOURNAL_BUFFER_BYTES = 256 << 10;

    /** The bound of a test whether a client went away silently, and of the smallest expiry that is kept exactly. */
    private static final long SESSION_SCAN_MILLIS = 1_000;

    private static final int PAGE_BYTES = 1 << 20;

    /** An address nobody subscribed to is forgotten after this; sooner, and a slow sensor's would be made anew each time. */
    private static final long IDLE_ADDRESS_MILLIS = 3_600_000;

    private BrokerConfiguration() {}

    static Configuration of(EmbeddedBrokerSettings settings) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("sn-gateway");
        configuration.setJMXManagementEnabled(false);
        configuration.setSecurityEnabled(settings.login() != null);
        configuration.setGracefulShutdownEnabled(false);
        // Its only answers to a slow disk are to stop the broker or to halt the process.
        configuration.setCriticalAnalyzer(false);
        configuration.setThreadPoolMaxSize(4);
        configuration.setScheduledThreadPoolMaxSize(1);
        // Only the MQTT it is given, not what it finds on the class path.
        configuration.setResolveProtocols(false);
        configuration.setPopulateValidatedUser(false);
        configuration.setSuppressSessionNotifications(true);
        // Wildcards and levels are MQTT's own, so that Artemis has nothing to translate.
        configuration.setWildCardConfiguration(
                new WildcardConfiguration().setDelimiter('/').setSingleWord('+').setAnyWords('#'));
        configuration.setMqttSessionScanInterval(SESSION_SCAN_MILLIS);
        configuration.setAddressQueueScanPeriod(30_000);
        configuration.setMessageExpiryScanPeriod(30_000);
        store(configuration, settings);
        configuration.addAcceptorConfiguration(acceptor(settings));
        configuration.addAddressSetting("#", addresses());
        return configuration;
    }

    private static void store(ConfigurationImpl configuration, EmbeddedBrokerSettings settings) throws Exception {
        Path directory = settings.directory().toAbsolutePath();
        configuration.setBrokerInstance(directory.toFile());
        configuration.setPersistenceEnabled(true);
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
        configuration.setNodeManagerLockDirectory(directory.resolve("journal").toString());
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalDatasync(true);
        configuration.setJournalSyncTransactional(true);
        configuration.setJournalSyncNonTransactional(true);
        configuration.setJournalBufferTimeout_NIO(JOURNAL_GATHER_NANOS);
        configuration.setJournalBufferSize_NIO(JOURNAL_BUFFER_BYTES);
        configuration.setJournalFileSize(JOURNAL_FILE_BYTES);
        configuration.setJournalMinFiles(2);
        configuration.setJournalPoolFiles(4);
        configuration.setGlobalMaxSize(settings.limits().heapBytesMax());
        configuration.setMinDiskFree(settings.limits().diskFreeBytesMin());
    }

    private static TransportConfiguration acceptor(EmbeddedBrokerSettings settings) {
        EmbeddedBrokerSettings.Limits limits = settings.limits();
        Map<String, Object> transport = new HashMap<>();
        transport.put("host", settings.bindAddress());
        transport.put("port", settings.port());
        transport.put("protocols", "MQTT");
        transport.put("remotingThreads", 2);
        transport.put("quietPeriod", 0);
        transport.put("shutdownTimeout", 500);
        Map<String, Object> mqtt = new HashMap<>();
        mqtt.put("allowLinkStealing", "true");
        // The client's own keep-alive counts, whatever it is.
        mqtt.put("serverKeepAlive", "-1");
        mqtt.put("topicAliasMaximum", "16");
        mqtt.put("receiveMaximum", Integer.toString(limits.receiveMax()));
        mqtt.put("maximumPacketSize", Integer.toString(limits.packetBytesMax()));
        mqtt.put(
                "defaultMqttSessionExpiryInterval",
                Long.toString(limits.sessionExpiry().toSeconds()));
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), transport, ACCEPTOR, mqtt);
    }

    private static AddressSettings addresses() {
        AddressSettings addresses = new AddressSettings();
        addresses.setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
        addresses.setPageSizeBytes(PAGE_BYTES);
        // The default drops a message that was delivered ten times without an answer.
        addresses.setMaxDeliveryAttempts(-1);
        // Nothing is ever sent there; without a name, every new subscription is worth a warning to Artemis.
        addresses.setDeadLetterAddress(SimpleString.of("$sn-gateway/undeliverable"));
        addresses.setExpiryAddress(SimpleString.of(""));
        addresses.setAutoCreateAddresses(true);
        addresses.setAutoCreateQueues(true);
        addresses.setAutoDeleteAddresses(true);
        addresses.setAutoDeleteAddressesSkipUsageCheck(true);
        addresses.setAutoDeleteAddressesDelay(IDLE_ADDRESS_MILLIS);
        return addresses;
    }
}
