package org.sngateway.gateway.adapter.udp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;

import java.io.IOException;

/** The receiving end of a multicast group: takes SEARCHGW, and nothing else. */
final class MulticastInbound extends ChannelInboundHandlerAdapter {
    private final MulticastGroups groups;

    MulticastInbound(MulticastGroups groups) {
        this.groups = groups;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            if (!groups.isOwn(packet.sender())) {
                onDatagram(packet);
            }
        } finally {
            packet.release();
        }
    }

    private void onDatagram(DatagramPacket packet) {
        UdpSensorLink link = groups.link();
        SnMessage message = link.read(groups.index(), groups.listener(), packet, false);
        if (message == null) {
            return;
        }
        Peer.Udp peer = link.addresses().peerOf(groups.index(), packet.sender());
        if (message instanceof SearchGw search) {
            link.onMulticastSearch(peer, search.radius());
        } else {
            link.onDropped(peer, DropReason.NOT_FOR_GATEWAY);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        groups.link().onBatchEnd();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Nothing is sent through this socket; what reading it may report concerns no one.
        if (!(cause instanceof IOException)) {
            groups.events().failed(groups.listener().name(), cause);
        }
    }
}
