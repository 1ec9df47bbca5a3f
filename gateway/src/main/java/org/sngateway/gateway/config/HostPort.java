package org.sngateway.gateway.config;

/**
 * A host and a port, as configured: nothing is looked up.
 *
 * @param host name or address, without brackets
 * @param port 0..65535; 0 to bind lets the system choose
 */
public record HostPort(String host, int port) {

    /** As people write it: {@code 127.0.0.1:1883}, {@code [::]:1883}. */
    public String text() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
