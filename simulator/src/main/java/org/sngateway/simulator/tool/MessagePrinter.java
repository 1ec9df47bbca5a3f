package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.device.ReceivedMessage;

import java.time.ZonedDateTime;
import java.util.function.Consumer;

/** Prints messages as mosquitto_sub does, each at once. */
final class MessagePrinter implements Messages {
    private final Terminal terminal;
    private final Consumer<String> complaints;
    private final @Nullable MessageFormat format;
    private final boolean endsLines;

    /** @param format {@code null} for the payload alone */
    MessagePrinter(Terminal terminal, Consumer<String> complaints, @Nullable MessageFormat format, boolean endsLines) {
        this.terminal = terminal;
        this.complaints = complaints;
        this.format = format;
        this.endsLines = endsLines;
    }

    @Override
    public boolean print(ReceivedMessage message) {
        byte[] line;
        try {
            line = format == null
                    ? message.data().toByteArray()
                    : format.render(message, ZonedDateTime.now(terminal.clock()));
        } catch (IllegalArgumentException notJson) {
            complaints.accept(String.valueOf(notJson.getMessage()));
            return true;
        }
        terminal.out().write(line, 0, line.length);
        if (endsLines) {
            terminal.out().write('\n');
        }
        // This flushes, too.
        return !terminal.out().checkError();
    }
}
