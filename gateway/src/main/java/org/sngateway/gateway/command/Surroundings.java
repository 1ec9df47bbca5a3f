package org.sngateway.gateway.command;

import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command touches outside itself.
 *
 * @param out where results go
 * @param err where complaints go
 */
public record Surroundings(Map<String, String> environment, PrintWriter out, PrintWriter err, Service service) {}
