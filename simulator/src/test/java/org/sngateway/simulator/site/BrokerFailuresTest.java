package org.sngateway.simulator.site;

import org.junit.jupiter.api.Test;

import java.security.cert.CertPathBuilderException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;

import static org.assertj.core.api.Assertions.assertThat;

class BrokerFailuresTest {
    /** As the library throws it: wrapped, and with a sentence that names no way out. */
    @Test
    void saysHowAnAuthorityIsTrusted() {
        Exception handshake = new SSLHandshakeException("PKIX path building failed");
        handshake.initCause(new CertPathBuilderException("unable to find valid certification path"));
        BrokerAddress broker = BrokerAddress.of("mqtts://lab:secret@broker.lan");
        assertThat(BrokerFailures.connect(broker, new CompletionException(handshake)))
                .hasMessageStartingWith("The broker at broker.lan:8883 has a certificate of somebody")
                .hasMessageContaining("-Djavax.net.ssl.trustStore=FILE");
    }
}
