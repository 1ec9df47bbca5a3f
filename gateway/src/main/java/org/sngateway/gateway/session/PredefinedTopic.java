package org.sngateway.gateway.session;

/**
 * A topic id that both sides were configured with (MQTT-SN 1.2 s.6.7).
 *
 * @param id 0x0001..0xFFFE
 * @param topic a topic name; {@code {client_id}} stands for the device's client id
 * @param clients which devices it is for: a glob over client ids, {@code *} for all
 */
public record PredefinedTopic(int id, String topic, String clients) {
    static final String CLIENT_ID = "{client_id}";

    boolean isForEveryone() {
        return clients.equals("*");
    }
}
