package org.sngateway.simulator.demo;

/**
 * How the demonstration is to be.
 *
 * @param thermometers at least 1
 * @param bind address at which devices are listened to
 * @param devicePort UDP port for devices
 * @param brokerPort TCP port of the broker
 * @param pagesPort TCP port of the pages for a browser
 * @param seconds after how long it ends by itself; 0 for never
 * @param isQuiet whether events are left out
 */
public record DemoSettings(
        int thermometers,
        String bind,
        PortChoice devicePort,
        PortChoice brokerPort,
        PortChoice pagesPort,
        long seconds,
        boolean isQuiet) {}
