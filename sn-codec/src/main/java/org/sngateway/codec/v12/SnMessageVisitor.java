package org.sngateway.codec.v12;

/** One method per message type, so that a new message breaks the build of everyone who dispatches. */
public interface SnMessageVisitor {
    void visit(Advertise message);

    void visit(SearchGw message);

    void visit(GwInfo message);

    void visit(Connect message);

    void visit(ConnAck message);

    void visit(WillTopicReq message);

    void visit(WillTopic message);

    void visit(WillMsgReq message);

    void visit(WillMsg message);

    void visit(Register message);

    void visit(RegAck message);

    void visit(Publish message);

    void visit(PubAck message);

    void visit(PubComp message);

    void visit(PubRec message);

    void visit(PubRel message);

    void visit(Subscribe message);

    void visit(SubAck message);

    void visit(Unsubscribe message);

    void visit(UnsubAck message);

    void visit(PingReq message);

    void visit(PingResp message);

    void visit(Disconnect message);

    void visit(WillTopicUpd message);

    void visit(WillTopicResp message);

    void visit(WillMsgUpd message);

    void visit(WillMsgResp message);

    void visit(Encapsulated message);
}
