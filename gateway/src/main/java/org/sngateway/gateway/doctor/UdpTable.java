package org.sngateway.gateway.doctor;

import java.util.ArrayList;
import java.util.List;

/** Linux's table of UDP sockets, {@code /proc/net/udp} and {@code udp6} (proc(5)). */
final class UdpTable {
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;

    private UdpTable() {}

    /** The inodes of the sockets that are bound to this port. */
    static List<String> inodes(String table, int port) {
        String ending = String.format(":%04X", port);
        List<String> inodes = new ArrayList<>();
        table.lines().skip(1).forEach(line -> {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > INODE && fields[LOCAL_ADDRESS].endsWith(ending)) {
                inodes.add(fields[INODE]);
            }
        });
        return inodes;
    }
}
