package org.sngateway.gateway.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy before a broker that can cut all connections and refuse new ones. Safe for all threads. */
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int brokerPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean refusing;

    private CuttingProxy(ServerSocket server, int brokerPort) {
        this.server = server;
        this.brokerPort = brokerPort;
    }

    public static CuttingProxy before(MosquittoProcess broker) {
        try {
            CuttingProxy proxy =
                    new CuttingProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), broker.port());
            proxy.inBackground(proxy::accept);
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Cuts all connections; what is on its way in them is lost. New ones are accepted. */
    public void cut() {
        List<Socket> open = List.copyOf(sockets);
        sockets.removeAll(open);
        open.forEach(CuttingProxy::abort);
    }

    /** Cuts all connections, and lets no new one through until told otherwise. */
    public void refuse(boolean refuse) {
        refusing = refuse;
        if (refuse) {
            cut();
        }
    }

    /** How many connections were refused. */
    public int refused() {
        return refused.get();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket device = server.accept();
            if (refusing) {
                abort(device);
                refused.incrementAndGet();
                continue;
            }
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
            sockets.addAll(List.of(device, broker));
            inBackground(() -> copy(device, broker));
            inBackground(() -> copy(broker, device));
            if (refusing) {
                cut();
            }
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                output.write(buffer, 0, count);
            }
        }
    }

    /** Resets the connection rather than ending it in order. */
    private static void abort(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            assert socket.isClosed() : "it is gone already";
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException cut) {
                        assert server.isBound() : "the end of a connection is what this is for";
                    }
                },
                "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try (server) {
            cut();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
