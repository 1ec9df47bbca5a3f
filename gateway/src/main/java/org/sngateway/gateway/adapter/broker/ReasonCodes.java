package org.sngateway.gateway.adapter.broker;

import org.sngateway.codec.v12.ReturnCode;

/** What a broker's answer means to a device: the tables of the MQTT-SN catalogue (s.2.3, SN12-PUBC-12, SN12-SUB-09). */
final class ReasonCodes {
    private static final int MQTT_3_SERVER_UNAVAILABLE = 3;
    private static final int SERVER_UNAVAILABLE = 0x88;
    private static final int SERVER_BUSY = 0x89;
    private static final int TOPIC_NAME_INVALID = 0x90;
    private static final int QUOTA_EXCEEDED = 0x97;
    private static final int USE_ANOTHER_SERVER = 0x9C;
    private static final int SERVER_MOVED = 0x9D;
    private static final int CONNECTION_RATE_EXCEEDED = 0x9F;
    private static final int FIRST_ERROR = 0x80;

    private ReasonCodes() {}

    /** Of a CONNACK of MQTT 3.1.1. */
    static ReturnCode ofConnAck3(int code) {
        return switch (code) {
            case 0 -> ReturnCode.ACCEPTED;
            case MQTT_3_SERVER_UNAVAILABLE -> ReturnCode.CONGESTION;
            default -> ReturnCode.NOT_SUPPORTED;
        };
    }

    /** Of a CONNACK of MQTT 5. */
    static ReturnCode ofConnAck5(int code) {
        return switch (code) {
            case SERVER_UNAVAILABLE,
                    SERVER_BUSY,
                    QUOTA_EXCEEDED,
                    USE_ANOTHER_SERVER,
                    SERVER_MOVED,
                    CONNECTION_RATE_EXCEEDED -> ReturnCode.CONGESTION;
            default -> code < FIRST_ERROR ? ReturnCode.ACCEPTED : ReturnCode.NOT_SUPPORTED;
        };
    }

    /** Of a PUBACK or PUBREC of MQTT 5. */
    static ReturnCode ofPublish(int code) {
        return code == TOPIC_NAME_INVALID ? ReturnCode.INVALID_TOPIC_ID : ofRequest(code);
    }

    /** Of a SUBACK, either version; below 0x80 it is the granted QoS. */
    static ReturnCode ofSubAck(int code) {
        return ofRequest(code);
    }

    private static ReturnCode ofRequest(int code) {
        if (code < FIRST_ERROR) {
            return ReturnCode.ACCEPTED;
        }
        return code == QUOTA_EXCEEDED ? ReturnCode.CONGESTION : ReturnCode.NOT_SUPPORTED;
    }
}
