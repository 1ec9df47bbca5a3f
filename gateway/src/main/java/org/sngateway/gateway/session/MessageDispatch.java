package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SnMessageVisitor;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;

/** What every kind of session does with each message: one method a message, so that none is forgotten. */
abstract class MessageDispatch implements SnMessageVisitor {

    /** A message that has no business in this state. */
    abstract void onUnexpected(SnMessage message);

    /** A message that no gateway takes: sent by gateways only, or meant for other devices (SN12-TYP-03). */
    abstract void onNotForGateway(SnMessage message);

    @Override
    public void visit(Connect message) {
        onUnexpected(message);
    }

    @Override
    public void visit(WillTopic message) {
        onUnexpected(message);
    }

    @Override
    public void visit(WillMsg message) {
        onUnexpected(message);
    }

    @Override
    public void visit(Register message) {
        onUnexpected(message);
    }

    @Override
    public void visit(RegAck message) {
        onUnexpected(message);
    }

    @Override
    public void visit(Publish message) {
        onUnexpected(message);
    }

    @Override
    public void visit(PubAck message) {
        onUnexpected(message);
    }

    @Override
    public void visit(PubComp message) {
        onUnexpected(message);
    }

    @Override
    public void visit(PubRec message) {
        onUnexpected(message);
    }

    @Override
    public void visit(PubRel message) {
        onUnexpected(message);
    }

    @Override
    public void visit(Subscribe message) {
        onUnexpected(message);
    }

    @Override
    public void visit(Unsubscribe message) {
        onUnexpected(message);
    }

    @Override
    public void visit(PingReq message) {
        onUnexpected(message);
    }

    @Override
    public void visit(PingResp message) {
        onUnexpected(message);
    }

    @Override
    public void visit(Disconnect message) {
        onUnexpected(message);
    }

    @Override
    public void visit(WillTopicUpd message) {
        onUnexpected(message);
    }

    @Override
    public void visit(WillMsgUpd message) {
        onUnexpected(message);
    }

    @Override
    public void visit(SearchGw message) {
        onUnexpected(message);
    }

    @Override
    public final void visit(Advertise message) {
        onNotForGateway(message);
    }

    @Override
    public final void visit(GwInfo message) {
        onNotForGateway(message);
    }

    @Override
    public final void visit(ConnAck message) {
        onNotForGateway(message);
    }

    @Override
    public final void visit(WillTopicReq message) {
        onNotForGateway(message);
    }

    @Override
    public final void visit(WillMsgReq message) {
        onNotForGateway(message);
    }

    @Override
    public final void visit(SubAck message) {
        onNotForGateway(message);
    }

    @Override
    public final void visit(UnsubAck message) {
        onNotForGateway(message);
    }

    @Override
    public final void visit(WillTopicResp message) {
        onNotForGateway(message);
    }

    @Override
    public final void visit(WillMsgResp message) {
        onNotForGateway(message);
    }

    /** Taken off before dispatch; the decoder admits no second one inside. */
    @Override
    public final void visit(Encapsulated message) {
        onNotForGateway(message);
    }
}
