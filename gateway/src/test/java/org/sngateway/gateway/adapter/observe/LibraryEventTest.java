package org.sngateway.gateway.adapter.observe;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinylog.Level;
import org.tinylog.core.LogEntry;

import static org.assertj.core.api.Assertions.assertThat;

class LibraryEventTest {

    @ParameterizedTest
    @CsvSource({
        "com.hivemq.client.internal.logging.InternalSlf4jLogger, ERROR, false, WARN",
        "com.hivemq.client.internal.logging.InternalSlf4jLogger, ERROR, true, ERROR",
        "com.hivemq.client.internal.logging.InternalSlf4jLogger, WARN, false, WARN",
        "io.netty.channel.DefaultChannelPipeline, ERROR, false, ERROR",
        ", ERROR, false, ERROR"
    })
    void whatTheMqttClientSaysOfTheBroker_isAWarning(
            String className, Level level, boolean withException, LogLevel expected) {
        Exception failure = withException ? new IllegalStateException("boom") : null;
        LogEntry entry = new LogEntry(
                null, null, null, className, null, null, 0, null, level, "PUBLISH must not be resent", failure);
        Event event = ConsoleEventWriter.libraryEvent(entry, "PUBLISH must not be resent");
        assertThat(event.level()).isEqualTo(expected);
        assertThat(event.name()).isEqualTo("library.log");
    }
}
