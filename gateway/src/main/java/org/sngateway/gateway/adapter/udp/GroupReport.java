package org.sngateway.gateway.adapter.udp;

import java.util.List;

/**
 * Where a multicast group is joined.
 *
 * @param group its address and port
 * @param interfaces names, in order
 * @param problem why not on all that were asked for; empty when it is
 */
public record GroupReport(String group, List<String> interfaces, String problem) {}
