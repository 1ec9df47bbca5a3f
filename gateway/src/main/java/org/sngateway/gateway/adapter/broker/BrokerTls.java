package org.sngateway.gateway.adapter.broker;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** What the gateway trusts in a broker and presents to it. Loaded once and shared by all connections of all shards. */
public final class BrokerTls {
    private final @Nullable TrustManagerFactory trust;
    private final @Nullable KeyManagerFactory key;
    private final boolean verify;

    private BrokerTls(@Nullable TrustManagerFactory trust, @Nullable KeyManagerFactory key, boolean verify) {
        this.trust = trust;
        this.key = key;
        this.verify = verify;
    }

    /**
     * Where the material is; all files are PEM.
     *
     * @param caFile certificates to trust; {@code null} for those of the Java runtime
     * @param certificateFile the gateway's certificate, followed by its chain; {@code null} for none
     * @param keyFile its private key, PKCS#8 and not encrypted
     * @param verify whether the broker's certificate and name are checked
     */
    public record Files(
            @Nullable Path caFile,
            @Nullable Path certificateFile,
            @Nullable Path keyFile,
            boolean verify) {}

    /** A TLS file that cannot be used. The message is one sentence for the operator and names the file. */
    public static final class UnusableFileException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableFileException(String message) {
            super(message);
        }
    }

    /** Reads the files; blocks. */
    public static BrokerTls load(Files files) throws UnusableFileException {
        try {
            return new BrokerTls(trustOf(files), keyOf(files), files.verify());
        } catch (GeneralSecurityException | IOException refused) {
            throw new UnusableFileException("the TLS material cannot be used: " + refused.getMessage());
        }
    }

    private static @Nullable TrustManagerFactory trustOf(Files files)
            throws GeneralSecurityException, IOException, UnusableFileException {
        if (!files.verify()) {
            return new TrustAnyone();
        }
        Path caFile = files.caFile();
        if (caFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        for (X509Certificate certificate : PemFiles.certificates(caFile)) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static @Nullable KeyManagerFactory keyOf(Files files)
            throws GeneralSecurityException, IOException, UnusableFileException {
        Path certificateFile = files.certificateFile();
        Path keyFile = files.keyFile();
        if (certificateFile == null && keyFile == null) {
            return null;
        }
        if (certificateFile == null || keyFile == null) {
            throw new UnusableFileException("a client certificate needs both its certificate file and its key file");
        }
        List<X509Certificate> chain = PemFiles.certificates(certificateFile);
        PrivateKey privateKey =
                PemFiles.privateKey(keyFile, chain.get(0).getPublicKey().getAlgorithm());
        // The store lives in memory only; a key store wants a password all the same.
        char[] password = UUID.randomUUID().toString().toCharArray();
        KeyStore store = emptyStore();
        store.setKeyEntry("gateway", privateKey, password, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    MqttClientSslConfig sslConfig(Duration handshake) {
        return MqttClientSslConfig.builder()
                .trustManagerFactory(trust)
                .keyManagerFactory(key)
                .handshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS)
                // Left alone, the client checks the name as HTTPS does.
                .hostnameVerifier(verify ? null : (host, session) -> true)
                .build();
    }
}
