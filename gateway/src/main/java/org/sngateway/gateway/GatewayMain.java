package org.sngateway.gateway;

import org.sngateway.gateway.command.Program;
import org.sngateway.gateway.command.Surroundings;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program {@code sn-gateway}. */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(Program.execute(new Surroundings(System.getenv(), out, err, new GatewayService()), arguments));
    }
}
