package org.sngateway.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** UDP datagrams over IPv4 as a capture file, for tools that read such files. */
public final class PcapFile {
    private static final int LINKTYPE_RAW = 101;
    private static final int FILE_HEADER_OCTETS = 24;
    private static final int RECORD_HEADER_OCTETS = 16;
    private static final int IP_HEADER_OCTETS = 20;
    private static final int UDP_HEADER_OCTETS = 8;
    private static final int DEVICE = 0x0A000002;
    private static final int GATEWAY = 0x0A000001;

    private PcapFile() {}

    /** One packet for each datagram, in order, from and to {@code port}; the checksums are left out. */
    public static byte[] of(List<byte[]> datagrams, int port) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(FILE_HEADER_OCTETS)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(0x40000)
                .putInt(LINKTYPE_RAW)
                .array());
        for (byte[] datagram : datagrams) {
            int length = IP_HEADER_OCTETS + UDP_HEADER_OCTETS + datagram.length;
            file.writeBytes(ByteBuffer.allocate(RECORD_HEADER_OCTETS)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(0)
                    .putInt(length)
                    .putInt(length)
                    .array());
            file.writeBytes(packet(datagram, length, port));
        }
        return file.toByteArray();
    }

    private static byte[] packet(byte[] datagram, int length, int port) {
        return ByteBuffer.allocate(length)
                // IPv4 without options, not fragmented, time to live 64, protocol 17.
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) length)
                .putInt(0x00004000)
                .put((byte) 64)
                .put((byte) 17)
                .putShort((short) 0)
                .putInt(DEVICE)
                .putInt(GATEWAY)
                .putShort((short) port)
                .putShort((short) port)
                .putShort((short) (UDP_HEADER_OCTETS + datagram.length))
                .putShort((short) 0)
                .put(datagram)
                .array();
    }
}
