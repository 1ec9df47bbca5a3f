package org.sngateway.gateway.command;

import picocli.CommandLine.Command;

/** {@code topics}: the topic ids that a gateway that runs knows. */
@Command(name = "topics", description = "The topic ids of a running gateway.")
final class TopicsCommand {}
