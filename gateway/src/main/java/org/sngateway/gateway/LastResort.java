package org.sngateway.gateway;

import org.sngateway.gateway.command.ExitCode;

/**
 * What is done when the Java platform itself gives up, for instance without memory: the process ends, so that whatever
 * supervises it starts a new one. Half a gateway that still holds its port would serve nobody and look alive.
 */
final class LastResort {
    private LastResort() {}

    /** Covers the threads that nobody else looks after. */
    static void install() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            System.err.println("thread " + thread.getName() + " ended: " + failure);
            endIfFatal(failure);
        });
    }

    static void endIfFatal(Throwable failure) {
        if (failure instanceof VirtualMachineError) {
            System.err.println("sn-gateway ends: " + failure);
            Runtime.getRuntime().halt(ExitCode.FAILURE);
        }
    }
}
