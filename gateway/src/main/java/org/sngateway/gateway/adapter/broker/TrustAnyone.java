package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedTrustManager;

/** Checks nothing: for {@code verify: false}. Extended, since the runtime adds checks of its own to a plain one. */
final class TrustAnyone extends TrustManagerFactory {

    TrustAnyone() {
        super(new Spi(), new None(), "none");
    }

    private static final class None extends Provider {
        private static final long serialVersionUID = 1L;

        None() {
            super("none", "1", "no verification");
        }
    }

    private static final class Spi extends TrustManagerFactorySpi {
        @Override
        protected void engineInit(@Nullable KeyStore store) {
            // Nothing is trusted by a store.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // As above.
        }

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return new TrustManager[] {new Anyone()};
        }
    }

    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // Welcome.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Welcome.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // Welcome.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // Welcome.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // Welcome.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // Welcome.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
