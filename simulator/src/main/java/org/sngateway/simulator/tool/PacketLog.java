package org.sngateway.simulator.tool;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.SnMessage;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Writes each packet as it goes: {@code 10:02:11.204 -> CONNECT client=t1 keep_alive=60 clean=1}. */
final class PacketLog {
    static final int MESSAGES = 1;
    static final int OCTETS = 2;

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final String INDENT = " ".repeat("10:02:11.204 -> ".length());

    private final Terminal terminal;
    private final int level;

    /** @param level 0 for nothing, {@link #MESSAGES}, {@link #OCTETS} */
    PacketLog(Terminal terminal, int level) {
        this.terminal = terminal;
        this.level = level;
    }

    void sent(SnMessage message, byte[] datagram) {
        log("->", SnText.of(message), datagram);
    }

    void received(SnMessage message, byte[] datagram) {
        log("<-", SnText.of(message), datagram);
    }

    /** What arrived is no message. */
    void malformed(String reason, byte[] datagram) {
        log("<-", "malformed (" + reason + "), " + datagram.length + " octets", datagram);
    }

    void note(String text) {
        if (level >= MESSAGES) {
            terminal.err().println(time() + " -- " + text);
        }
    }

    private void log(String arrow, String text, byte[] datagram) {
        if (level < MESSAGES) {
            return;
        }
        terminal.err().println(time() + " " + arrow + " " + text);
        if (level >= OCTETS) {
            terminal.err().println(INDENT + HEX.formatHex(datagram));
        }
    }

    private String time() {
        return TIME.format(ZonedDateTime.now(terminal.clock()));
    }
}
