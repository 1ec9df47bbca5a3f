package org.sngateway.gateway.adapter.embedded;

import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An MQTT 3.1.1 and 5 broker in this process. A PUBACK or PUBREC it sends means that the message is synced to its
 * journal: retained messages, persistent sessions and what is queued for them survive any end of the process.
 */
public final class EmbeddedBroker implements AutoCloseable {
    static {
        // Artemis has Netty free buffers that Netty did not make. From JDK 24 on Netty does without the means to do so
        // unless
        // it is asked for, and then no journal that was written before can be read. Has to be said before Netty is
        // first used.
        if (System.getProperty("io.netty.noUnsafe") == null) {
            System.setProperty("io.netty.noUnsafe", "false");
        }
    }

    private final ActiveMQServerImpl server;
    private final DirectoryLock lock;
    private final int port;

    private EmbeddedBroker(ActiveMQServerImpl server, DirectoryLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /** Starts a broker and returns when it listens; that takes seconds on a small machine. */
    public static EmbeddedBroker start(EmbeddedBrokerSettings settings) throws EmbeddedBrokerException {
        probe(settings);
        DirectoryLock lock = DirectoryLock.take(settings.directory());
        try {
            return started(settings, lock);
        } catch (EmbeddedBrokerException failure) {
            release(lock);
            throw failure;
        }
    }

    private static EmbeddedBroker started(EmbeddedBrokerSettings settings, DirectoryLock lock)
            throws EmbeddedBrokerException {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        ActiveMQServerImpl server = null;
        try {
            EmbeddedBrokerSettings.Login login = settings.login();
            server = new ActiveMQServerImpl(
                    BrokerConfiguration.of(settings), null, login == null ? null : new LoginCheck(login));
            server.addProtocolManagerFactory(
                    AdjustedMqttFactory.withPacketsUpTo(settings.limits().packetBytesMax()));
            server.registerActivationFailureListener(failure::set);
            server.start();
        } catch (Exception cause) {
            failure.set(cause);
        }
        Exception cause = failure.get();
        int port = server == null || cause != null ? -1 : listeningPort(server);
        if (server == null || port < 0) {
            if (server != null) {
                stopQuietly(server);
            }
            throw new EmbeddedBrokerException(
                    "the embedded broker did not start" + (cause == null ? "" : ": " + cause.getMessage()),
                    cause == null ? new IllegalStateException("it does not listen") : cause);
        }
        return new EmbeddedBroker(server, lock, port);
    }

    /** Artemis reports a port it cannot have only in its log, after everything else has started. */
    private static void probe(EmbeddedBrokerSettings settings) throws EmbeddedBrokerException.CannotBind {
        InetSocketAddress address = new InetSocketAddress(settings.bindAddress(), settings.port());
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException failure) {
            throw new EmbeddedBrokerException.CannotBind(
                    "the embedded broker cannot listen on tcp " + settings.bindAddress() + ":" + settings.port() + ": "
                            + failure.getMessage(),
                    failure);
        }
    }

    private static int listeningPort(ActiveMQServerImpl server) {
        Acceptor acceptor = server.getRemotingService().getAcceptor(BrokerConfiguration.ACCEPTOR);
        return acceptor instanceof NettyAcceptor netty && netty.isStarted() ? netty.getActualPort() : -1;
    }

    /** The TCP port it listens on. */
    public int port() {
        return port;
    }

    /** How many subscriptions it keeps, of connected clients and of persistent sessions. */
    int queueCount() {
        return (int) server.getPostOffice()
                .getAllBindings()
                .filter(binding -> binding instanceof QueueBinding
                        && !binding.getUniqueName().toString().startsWith("$sys."))
                .count();
    }

    /** Closes every connection and the journal. Does not throw: what is not closed in order is recovered at the next start. */
    public void stop() {
        stopQuietly(server);
        release(lock);
    }

    @Override
    public void close() {
        stop();
    }

    private static void stopQuietly(ActiveMQServerImpl server) {
        try {
            server.stop(false, true);
        } catch (Exception failure) {
            org.tinylog.Logger.warn("the embedded broker did not stop in order: {}", failure.toString());
        }
    }

    private static void release(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException failure) {
            org.tinylog.Logger.warn("the embedded broker's lock was not released: {}", failure.toString());
        }
    }
}
