package org.sngateway.gateway.session.port;

/** A sensor link that may collect datagrams, so that one system call sends many. */
public interface BufferedSensorLink extends SensorLink {

    /** Sends what was collected. Called on the shard's thread after each batch of inputs. */
    void flush();
}
