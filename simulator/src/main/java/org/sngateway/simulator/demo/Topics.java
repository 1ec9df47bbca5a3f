package org.sngateway.simulator.demo;

/** The topics that gateway and things agreed on beforehand: predefined ids, so that no name goes over the air. */
final class Topics {
    static final int TEMPERATURE = 1;
    static final int CONFIG_COMMAND = 2;
    static final int CONFIG_REPORT = 3;
    static final int AIR_CONDITIONER_COMMAND = 4;
    static final int STATE = 5;
    static final int DOOR = 7;

    static final String DOOR_NAME = "door/1";
    static final String TEMPERATURES = "sensors/+/temp";
    static final String AIR_CONDITIONER = "cmd/aircon";

    /** The value of the gateway's option {@code topics.predefined}. */
    static final String PREDEFINED = "[" + entry(TEMPERATURE, temperature("{client_id}"))
            + ", " + entry(CONFIG_COMMAND, config("{client_id}"))
            + ", " + entry(CONFIG_REPORT, report("{client_id}"))
            + ", " + entry(AIR_CONDITIONER_COMMAND, AIR_CONDITIONER)
            + ", " + entry(STATE, "state/{client_id}")
            + ", " + entry(DOOR, DOOR_NAME) + "]";

    private Topics() {}

    private static String entry(int id, String topic) {
        return "{id: " + id + ", topic: \"" + topic + "\"}";
    }

    static String temperature(String clientId) {
        return "sensors/" + clientId + "/temp";
    }

    /** Where a thermometer is told how often to measure. */
    static String config(String clientId) {
        return "cmd/" + clientId + "/config";
    }

    /** Where it says how often it does. */
    static String report(String clientId) {
        return "sensors/" + clientId + "/config";
    }
}
