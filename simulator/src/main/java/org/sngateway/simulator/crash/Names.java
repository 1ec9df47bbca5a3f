package org.sngateway.simulator.crash;

/**
 * The topics and client ids of one run.
 *
 * @param run in every payload, so that nothing of another run is taken for this one's
 */
record Names(int run) {
    private static final String ROOT = "crash/";

    String clientId(int device) {
        return "crash-" + device;
    }

    String uplinkTopic(int device, int qos) {
        return ROOT + "up/" + device + "/" + qos;
    }

    String uplinkFilter() {
        return ROOT + "up/#";
    }

    String commandTopic(int device, int qos) {
        return ROOT + "cmd/" + device + "/" + qos;
    }

    String commandFilter(int device) {
        return ROOT + "cmd/" + device + "/+";
    }
}
