package org.sngateway.simulator.udp;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.fleet.port.SiteException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenFilesTest {
    @Test
    void saysWhichLimitToRaiseAndHowFar() {
        assertThatThrownBy(() -> OpenFiles.check(10_000, 1_024))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("10000 devices")
                .hasMessageContaining("only 1024 files")
                .hasMessageContaining("ulimit -n 10200");
        OpenFiles.check(10_000, 10_200);
    }

    @Test
    void saysWhatTheSystemHasNoMoreOf() {
        InetSocketAddress gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        assertThat(OpenFiles.cannotOpen(gateway, new IOException("socket(..) failed: Too many open files")))
                .hasMessageContaining("ulimit -n");
        assertThat(OpenFiles.cannotOpen(gateway, new IOException("bind: Address already in use")))
                .hasMessageContaining("--sources");
        assertThat(OpenFiles.cannotOpen(gateway, new IOException("odd"))).hasMessageContaining("odd");
    }
}
