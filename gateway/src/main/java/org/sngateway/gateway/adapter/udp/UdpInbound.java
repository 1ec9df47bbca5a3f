package org.sngateway.gateway.adapter.udp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;

import java.io.IOException;
import java.net.PortUnreachableException;

/** The receiving end of one socket. No error closes it: what one peer causes must not silence the others. */
final class UdpInbound extends ChannelInboundHandlerAdapter {
    private final UdpSensorLink link;
    private final int index;
    private final UdpListener listener;
    private final UdpEvents events;

    UdpInbound(UdpSensorLink link, int index, UdpListener listener, UdpEvents events) {
        this.link = link;
        this.index = index;
        this.listener = listener;
        this.events = events;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            link.onDatagram(index, listener, packet);
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        link.onBatchEnd();
    }

    /** Failed writes come here too; by then nobody knows whom they were for. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof PortUnreachableException) {
            return;
        }
        if (cause instanceof IOException) {
            link.onDropped(new Peer.Udp(index, 0, 0, 0, 0), DropReason.SEND_FAILED);
        } else {
            events.failed(listener.name(), cause);
        }
    }
}
