package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;

/** Every message that can arrive, in each form that makes a difference to the state table. */
// Messages are immutable, which the checker cannot know.
@SuppressWarnings("ImmutableEnumChecker")
enum StateInput {
    CONNECT(Messages.connect("c1", false)),
    CONNECT_WILL(Messages.connectWithWill("c1", false)),
    CONNECT_CLEAN(new Connect(false, true, 1, 30, Octets.ofUtf8("c1"))),
    CONNECT_OTHER_ID(Messages.connect("c2", false)),
    CONNECT_PROTOCOL_2(new Connect(false, false, 2, 60, Octets.ofUtf8("c1"))),
    WILLTOPIC(Messages.willTopic("w/c1")),
    WILLTOPIC_EMPTY(new WillTopic(Qos.ZERO, false, Octets.EMPTY)),
    WILLMSG(Messages.willMsg("bye")),
    REGISTER(Messages.register(3, "a/b")),
    REGACK(Messages.regAck(0x0401, 9)),
    PUBLISH_QOS_0(Messages.publish(Qos.ZERO, 0x0401, 0, "x")),
    PUBLISH_QOS_1(Messages.publish(Qos.ONE, 0x0401, 3, "x")),
    PUBLISH_QOS_2(Messages.publish(Qos.TWO, 0x0401, 3, "x")),
    PUBLISH_QOS_M1(Messages.publish(Qos.MINUS_ONE, new TopicRef.Predefined(1), 0, "x")),
    PUBACK(Messages.pubAck(0x0401, 1)),
    PUBREC(new PubRec(9)),
    PUBREL(new PubRel(9)),
    PUBCOMP(new PubComp(9)),
    SUBSCRIBE(Messages.subscribe(3, "x/y", Qos.ONE)),
    UNSUBSCRIBE(new Unsubscribe(3, new TopicRef.Named(Octets.ofUtf8("x/y")))),
    PINGREQ(PingReq.EMPTY),
    PINGREQ_OWN_ID(new PingReq(Octets.ofUtf8("c1"))),
    PINGREQ_OTHER_ID(new PingReq(Octets.ofUtf8("zz"))),
    PINGRESP(new PingResp()),
    DISCONNECT(Disconnect.PLAIN),
    DISCONNECT_0(new Disconnect(0)),
    DISCONNECT_SLEEP(new Disconnect(300)),
    WILLTOPICUPD(new WillTopicUpd(Qos.ONE, false, Octets.ofUtf8("w/x"))),
    WILLTOPICUPD_EMPTY(new WillTopicUpd(Qos.ZERO, false, Octets.EMPTY)),
    WILLMSGUPD(new WillMsgUpd(Octets.ofUtf8("bye"))),
    SEARCHGW(new SearchGw(1)),
    ADVERTISE(new Advertise(7, 900)),
    GWINFO(new GwInfo(7, Octets.EMPTY)),
    CONNACK(Messages.CONNACK),
    WILLTOPICREQ(new WillTopicReq()),
    WILLMSGREQ(new WillMsgReq()),
    SUBACK(Messages.subAck(Qos.ONE, 0x0401, 3)),
    UNSUBACK(new UnsubAck(3)),
    WILLTOPICRESP(new WillTopicResp(ReturnCode.ACCEPTED)),
    WILLMSGRESP(new WillMsgResp(ReturnCode.ACCEPTED)),
    /** A node behind the forwarder at this address: another device, and a stranger. */
    ENCAPSULATED(EngineFixture.encapsulated("n", PingReq.EMPTY));

    final SnMessage message;

    StateInput(SnMessage message) {
        this.message = message;
    }
}
