package org.sngateway.gateway.token;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The token's file: made once, for its owner only; a running gateway follows it. */
final class TokenFileTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private long nanoTime = Long.MAX_VALUE - 10;

    private Path path() {
        return folder.resolve("made").resolve("http.token");
    }

    @Test
    void isMadeOnceForItsOwnerOnly() throws IOException {
        String token = new TokenFile(path()).readOrCreate();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        assertThat(new TokenFile(path()).readOrCreate()).isEqualTo(token);
        assertThat(folder.resolve("made")).as("nothing else is left").isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void rotatingReplacesItByAnotherForItsOwnerOnly() throws IOException {
        TokenFile file = new TokenFile(path());
        String first = file.readOrCreate();
        String second = file.rotate();
        assertThat(second).isNotEqualTo(first);
        assertThat(file.read()).isEqualTo(second);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
    }

    @Test
    void anEmptyFileIsNoToken() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        assertThatThrownBy(() -> new TokenFile(empty).readOrCreate()).isInstanceOf(IOException.class);
        assertThat(new LiveToken(new TokenFile(empty), () -> nanoTime).isRight(""))
                .isFalse();
    }

    @Test
    void onlyTheWholeTokenIsRight() throws IOException {
        TokenFile file = new TokenFile(path());
        String token = file.readOrCreate();
        LiveToken live = new LiveToken(file, () -> nanoTime);
        assertThat(live.isRight(token)).isTrue();
        assertThat(live.isRight(token.substring(1))).isFalse();
        assertThat(live.isRight(token + "x")).isFalse();
        assertThat(live.isRight("")).isFalse();
    }

    @Test
    void aRunningGatewayFollowsTheFileWithinASecond() throws IOException {
        TokenFile file = new TokenFile(path());
        String first = file.readOrCreate();
        LiveToken live = new LiveToken(file, () -> nanoTime);
        assertThat(live.isRight(first)).isTrue();
        String second = file.rotate();
        Files.setLastModifiedTime(path(), FileTime.fromMillis(1_800_000_000_000L));
        assertThat(live.isRight(first)).as("not looked at yet").isTrue();
        nanoTime += SECOND;
        assertThat(live.isRight(first)).isFalse();
        assertThat(live.isRight(second)).isTrue();
        Files.delete(path());
        nanoTime += SECOND;
        assertThat(live.isRight(second)).as("no file, no token").isFalse();
    }

    @Test
    void aPassIsWorthAsMuchAsItsTokenAndDoesNotTellIt() throws IOException {
        TokenFile file = new TokenFile(path());
        LiveToken live = new LiveToken(file, () -> nanoTime);
        assertThat(live.pass()).isEmpty();
        assertThat(live.isPass("")).as("no file, no pass").isFalse();
        String token = file.readOrCreate();
        nanoTime += SECOND;
        String pass = live.pass();
        assertThat(live.isPass(pass)).isTrue();
        assertThat(pass).isNotEqualTo(token).hasSize(64);
        assertThat(live.isRight(pass)).isFalse();
        assertThat(live.isPass(token)).isFalse();
        file.rotate();
        Files.setLastModifiedTime(path(), FileTime.fromMillis(1_800_000_000_000L));
        nanoTime += SECOND;
        assertThat(live.isPass(pass)).isFalse();
    }
}
