package org.sngateway.gateway.command;

import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.token.TokenFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** {@code token}: the secret for the window over HTTP. */
@Command(name = "token", description = "The token with which programs may read what the gateway shows over HTTP.")
final class TokenCommand {
    private final Surroundings surroundings;

    TokenCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(name = "show", description = "Prints the token, and makes one when there is none.")
    int show(@Mixin ConfigOptions options) {
        return print(options, TokenFile::readOrCreate);
    }

    @Command(name = "rotate", description = "Makes a new token and prints it; the old one is worth nothing any more.")
    int rotate(@Mixin ConfigOptions options) {
        return print(options, TokenFile::rotate);
    }

    /** What is done with the file. */
    @FunctionalInterface
    private interface Use {
        String of(TokenFile file) throws IOException;
    }

    private int print(ConfigOptions options, Use use) {
        Loaded loaded = options.load(surroundings);
        if (loaded == null) {
            return ExitCode.BAD_CONFIGURATION;
        }
        TokenFile file = new TokenFile(loaded.config().httpTokenFile());
        try {
            surroundings.out().println(use.of(file));
            return ExitCode.OK;
        } catch (AccessDeniedException denied) {
            surroundings.err().println(file.path() + " may only be used by the user that the gateway runs as");
            return ExitCode.NOT_PERMITTED;
        } catch (IOException failed) {
            surroundings.err().println(file.path() + " cannot be used: " + failed.getMessage());
            return ExitCode.FAILURE;
        }
    }
}
