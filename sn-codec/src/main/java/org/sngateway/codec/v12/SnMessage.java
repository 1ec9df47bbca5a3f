package org.sngateway.codec.v12;

/** An MQTT-SN 1.2 message. Immutable; safe to share between threads. */
public sealed interface SnMessage
        permits Advertise,
                SearchGw,
                GwInfo,
                Connect,
                ConnAck,
                WillTopicReq,
                WillTopic,
                WillMsgReq,
                WillMsg,
                Register,
                RegAck,
                Publish,
                PubAck,
                PubComp,
                PubRec,
                PubRel,
                Subscribe,
                SubAck,
                Unsubscribe,
                UnsubAck,
                PingReq,
                PingResp,
                Disconnect,
                WillTopicUpd,
                WillTopicResp,
                WillMsgUpd,
                WillMsgResp,
                Encapsulated {

    MessageType type();

    /** Calls the one method of {@code visitor} that is meant for this message. */
    void accept(SnMessageVisitor visitor);
}
