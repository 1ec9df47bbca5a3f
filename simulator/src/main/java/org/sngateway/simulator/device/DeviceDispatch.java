package org.sngateway.simulator.device;

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

/** Sends each arriving message to the part of the device that it concerns. Holds no rule. */
final class DeviceDispatch implements SnMessageVisitor {
    private final VirtualDevice device;
    private final DownlinkReceiver downlink;
    private final UplinkWindow uplink;
    private final RequestQueue requests;
    private long nowNanos;

    DeviceDispatch(VirtualDevice device, DownlinkReceiver downlink, UplinkWindow uplink, RequestQueue requests) {
        this.device = device;
        this.downlink = downlink;
        this.uplink = uplink;
        this.requests = requests;
    }

    void onMessage(SnMessage message, long now) {
        nowNanos = now;
        message.accept(this);
    }

    @Override
    public void visit(ConnAck message) {
        device.onConnAck(message.returnCode(), message, nowNanos);
    }

    @Override
    public void visit(WillTopicReq message) {
        device.onWillTopicReq(message, nowNanos);
    }

    @Override
    public void visit(WillMsgReq message) {
        device.onWillMsgReq(message, nowNanos);
    }

    @Override
    public void visit(Register message) {
        if (device.isListening()) {
            downlink.onRegister(message, nowNanos);
        } else {
            device.onStray(message, nowNanos);
        }
    }

    @Override
    public void visit(Publish message) {
        if (device.isListening()) {
            downlink.onPublish(message, nowNanos);
        } else {
            device.onStray(message, nowNanos);
        }
    }

    @Override
    public void visit(PubRel message) {
        if (device.isListening()) {
            downlink.onPubRel(message, nowNanos);
        } else {
            device.onStray(message, nowNanos);
        }
    }

    @Override
    public void visit(RegAck message) {
        requests.onRegAck(message, nowNanos);
    }

    @Override
    public void visit(PubAck message) {
        uplink.onPubAck(message, nowNanos);
    }

    @Override
    public void visit(PubRec message) {
        uplink.onPubRec(message.msgId(), message, nowNanos);
    }

    @Override
    public void visit(PubComp message) {
        uplink.onPubComp(message.msgId(), message, nowNanos);
    }

    @Override
    public void visit(SubAck message) {
        requests.onSubAck(message, nowNanos);
    }

    @Override
    public void visit(UnsubAck message) {
        requests.onUnsubAck(message, nowNanos);
    }

    @Override
    public void visit(PingResp message) {
        device.onPingResp(message, nowNanos);
    }

    @Override
    public void visit(Disconnect message) {
        device.onDisconnect(message, nowNanos);
    }

    /** A gateway may ask too whether its device is alive. */
    @Override
    public void visit(PingReq message) {
        device.onPingReq(message, nowNanos);
    }

    @Override
    public void visit(Advertise message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(SearchGw message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(GwInfo message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(Connect message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(WillTopic message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(WillMsg message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(Subscribe message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(Unsubscribe message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(WillTopicUpd message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(WillTopicResp message) {
        requests.onWillTopicResp(message, nowNanos);
    }

    @Override
    public void visit(WillMsgUpd message) {
        device.onStray(message, nowNanos);
    }

    @Override
    public void visit(WillMsgResp message) {
        requests.onWillMsgResp(message, nowNanos);
    }

    @Override
    public void visit(Encapsulated message) {
        device.onStray(message, nowNanos);
    }
}
